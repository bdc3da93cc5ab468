// The session in a screen: read it, and be drawn again when it changes.

import { createContext } from "preact";
import { useContext, useEffect, useLayoutEffect, useState } from "preact/hooks";

import type { Outgoing, Session } from "../session.ts";
import { moved } from "./trail.ts";

export { go } from "./trail.ts";

export const Here = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(Here)!;
  const [, again] = useState(0);
  useEffect(() => session.listen(() => again((count) => count + 1)), [session]);
  return session;
}

/** What is on the phone and not at the office; null while it is being read. */
export function useOutgoing(): Outgoing[] | null {
  const session = useSession();
  const [all, setAll] = useState<Outgoing[] | null>(null);
  const { left, no } = session.status;
  useEffect(() => void session.outgoing().then(setAll), [session, left, no]);
  return all;
}

/** The address after `#/`, in its pieces. */
export function usePath(): string[] {
  const [path, setPath] = useState(pieces);
  const [down, setDown] = useState(0);
  useEffect(() => {
    const changed = () => {
      setDown(moved());
      setPath(pieces());
    };
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  useLayoutEffect(() => scrollTo(0, down), [path]);
  return path;
}

function pieces(): string[] {
  return location.hash.replace(/^#\/?/, "").split("/").filter(Boolean).map(decodeURIComponent);
}
