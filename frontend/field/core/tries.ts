// Wrong PINs. Each try is counted before it is made, so that a phone switched off in the middle has tried all the same.

import { unlock, WrongKey, type Keys, type Locks } from "./keys.ts";
import type { Store } from "./store.ts";

const MINUTE = 60_000;
const LAST = 10;
/** How long to wait after so many wrong ones. */
const WAITS: Readonly<Record<number, number>> = { 5: MINUTE, 6: 5 * MINUTE, 7: 30 * MINUTE, 8: 120 * MINUTE, 9: 120 * MINUTE };

export interface Tries {
  readonly wrong: number;
  readonly until: number; // no try before this moment of the phone's clock
}

export const NONE: Tries = { wrong: 0, until: 0 };

export type Opened =
  | { readonly is: "open"; readonly keys: Keys }
  | { readonly is: "wrong"; readonly left: number; readonly wait: number }
  | { readonly is: "wait"; readonly wait: number }
  | { readonly is: "destroyed" };

export async function tryPin(store: Store, pin: string, now: number): Promise<Opened> {
  const { locks, tries } = await store.locksAndTries();
  if (locks.data === null) return { is: "destroyed" };
  const wait = waitOf(tries, now);
  if (wait > 0) return { is: "wait", wait };
  const counted = after(tries, now);
  await store.keepTries(counted);
  const keys = await opened(locks, pin);
  if (keys) {
    await store.keepTries(NONE);
    return { is: "open", keys };
  }
  if (counted.wrong < LAST) return { is: "wrong", left: LAST - counted.wrong, wait: counted.until - now };
  await store.destroyData();
  return { is: "destroyed" };
}

/** What is left to wait; a clock turned back makes it no longer than it was meant to be. */
export function waitOf(tries: Tries, now: number): number {
  return Math.min(Math.max(0, tries.until - now), WAITS[tries.wrong] ?? 0);
}

function after(tries: Tries, now: number): Tries {
  const wrong = tries.wrong + 1;
  return { wrong, until: now + (WAITS[wrong] ?? 0) };
}

async function opened(locks: Locks, pin: string): Promise<Keys | null> {
  try {
    return await unlock(locks, pin);
  } catch (error) {
    if (error instanceof WrongKey) return null;
    throw error;
  }
}
