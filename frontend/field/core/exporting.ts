// The outbox as one file, for when no network comes: docs/offline.md, section 6. Nothing is unsealed to write it.

import type { Store } from "./store.ts";

export interface Exported {
  readonly zhucun: 1;
  readonly county: string;
  readonly device: string;
  readonly lock: string;
  readonly sealed: readonly string[];
}

export async function exported(store: Store): Promise<Exported> {
  const { county, device } = (await store.get("me"))!;
  const { locks } = await store.locksAndTries();
  const rows = await store.rows("out");
  await store.keep("saved", rows.map((row) => row.seq));
  return { zhucun: 1, county, device, lock: base64(locks.recovery), sealed: rows.map((row) => base64(row.sealed)) };
}

function base64(bytes: ArrayBuffer): string {
  let text = "";
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte);
  return btoa(text);
}
