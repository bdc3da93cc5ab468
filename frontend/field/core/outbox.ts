// Making envelopes: numbered without a gap, chained, sealed, durable. Only when `make` has returned may anybody say 已存在手机.

import { hashOf, type Body } from "./canonical.ts";
import { seal, sealBytes, unseal, type Keys } from "./keys.ts";
import type { Prepared } from "./pictures.ts";
import { NoRoom, Overtaken, type Head, type Row, type SealedPicture, type Store } from "./store.ts";
import { uuid7 } from "./uuid7.ts";

export interface Envelope {
  readonly id: string;
  readonly seq: number;
  readonly prev: string;
  readonly kind: string;
  readonly made_at: string;
  readonly app: string;
  readonly pack: string;
  readonly base: string | number | null;
  readonly body: Body;
}

/** What a person means; the rest of the envelope follows from the phone. */
export interface Act {
  readonly kind: string;
  readonly body: Body;
  readonly base?: string | number | null;
  readonly pack: string;
  readonly app: string;
  readonly made_at: string;
  readonly id?: string;
  readonly pictures?: readonly Prepared[];
}

export const ABOUT = "outbox";

export interface Made {
  readonly envelope: Envelope;
  readonly pictures_left_out: boolean;
}

/** Text before pictures: what the store gives up for room is its own affair. Throws NoRoom when not even text fits. */
export async function save(store: Store, keys: Keys, act: Act): Promise<Made> {
  try {
    return { envelope: await make(store, keys, act), pictures_left_out: false };
  } catch (error) {
    if (!(error instanceof NoRoom && act.pictures?.length)) throw error;
  }
  const { pictures: _none, ...text } = act;
  return { envelope: await make(store, keys, text), pictures_left_out: true };
}

export async function make(store: Store, keys: Keys, act: Act): Promise<Envelope> {
  const id = act.id ?? uuid7();
  const already = await store.row(id);
  if (already) return opened(keys, already); // 保存 tapped twice
  for (;;) {
    const head = (await store.get("head"))!;
    try {
      return await appended(store, keys, act, id, head);
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  }
}

export function opened(keys: Keys, row: Row): Promise<Envelope> {
  return unseal<Envelope>(keys.outbox, ABOUT, row.sealed);
}

async function appended(store: Store, keys: Keys, act: Act, id: string, head: Head): Promise<Envelope> {
  const pictures = await Promise.all((act.pictures ?? []).map((one) => asKept(keys, one)));
  const envelope: Envelope = {
    id,
    seq: head.seq + 1,
    prev: head.prev,
    kind: act.kind,
    made_at: act.made_at,
    app: act.app,
    pack: act.pack,
    base: act.base ?? null,
    body: pictures.length ? { ...act.body, photos: pictures.map((one) => one.digest) } : act.body,
  };
  const hash = await hashOf({ ...envelope });
  const row: Row = {
    seq: envelope.seq,
    id,
    hash,
    state: "out",
    sealed: await seal(keys.outbox, ABOUT, envelope),
    open: false,
    pictures: pictures.map((one) => one.digest),
  };
  await store.append(row, head, { seq: envelope.seq, prev: hash }, pictures);
  return envelope;
}

async function asKept(keys: Keys, one: Prepared): Promise<SealedPicture> {
  const sealed = await sealBytes(keys.outbox, one.digest, one.bytes);
  return { digest: one.digest, size: one.bytes.byteLength, sealed, sent: false, kept_at: Date.now() };
}
