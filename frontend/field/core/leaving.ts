// Leaving the phone for good: only when nothing would be lost by it.

import type { Store } from "./store.ts";

/** What was written and is neither at the office nor in a file for it. */
export interface Left {
  readonly envelopes: number;
  readonly pictures: number;
}

export class Unsent extends Error {
  constructor(readonly left: Left) {
    super("unsent");
  }
}

/** A picture whose record went into a file is let go with it: the file holds words alone, and says so. */
export async function left(store: Store): Promise<Left> {
  const saved = new Set((await store.get("saved")) ?? []);
  const out = await store.rows("out");
  const given = new Set(out.filter((row) => saved.has(row.seq)).flatMap((row) => row.pictures));
  const pictures = (await store.pictures()).filter((one) => !one.sent && !one.refused && !given.has(one.digest));
  return { envelopes: out.filter((row) => !saved.has(row.seq)).length, pictures: pictures.length };
}

export async function leave(store: Store): Promise<void> {
  const found = await left(store);
  if (found.envelopes || found.pictures) throw new Unsent(found);
  await store.destroy();
}
