// Pulling: the phone says what it has, the door what differs. What is no longer one's own is gone when the outbox is through.

import type { Door } from "./door.ts";
import { seal, unseal, type Keys } from "./keys.ts";
import type { Store } from "./store.ts";

export async function pull(store: Store, keys: Keys, door: Door): Promise<string> {
  const have = Object.fromEntries((await store.parts()).map((part) => [part.name, part.digest]));
  const pulled = await door.pull(have);
  const parts = await Promise.all(
    Object.entries(pulled.parts).map(async ([name, part]) => ({
      name,
      digest: part.digest,
      sealed: await seal(keys.data, name, part),
    })),
  );
  await store.replaceParts(parts, pulled.gone, pulled.as_of);
  return pulled.as_of;
}

export async function read<T>(store: Store, keys: Keys, name: string): Promise<T | null> {
  const part = await store.part(name);
  return part ? unseal<T>(keys.data, name, part.sealed) : null;
}
