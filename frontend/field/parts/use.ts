// The session in a screen: read it, and be drawn again when it changes.

import { createContext } from "preact";
import { useContext, useEffect, useLayoutEffect, useState } from "preact/hooks";

import type { Outgoing, Session } from "../session.ts";
import { leftAt } from "./trail.ts";

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
  useEffect(() => {
    const changed = () => setPath(pieces());
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return path;
}

/** A screen begins at its top, and one that one has come back to where it was left. */
export function useScroll(path: string[]): void {
  useLayoutEffect(() => scrollTo(0, leftAt()), [path]);
}

function pieces(): string[] {
  return location.hash.replace(/^#\/?/, "").split("/").filter(Boolean).map(decodeURIComponent);
}
