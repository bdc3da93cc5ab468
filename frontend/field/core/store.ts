// What is on the phone: one IndexedDB for each device (a person on this phone). Every write is durable before it is said to be done;
// nothing is awaited inside a transaction but the store itself, or the browser would end it half-way.

import { deleteDB, openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from "idb";

import type { Locks, Sealed } from "./keys.ts";
import { NONE, type Tries } from "./tries.ts";

/** Who this phone is to the door. The secret is sealed with the outbox key. */
export interface Me {
  readonly device: string;
  readonly county: string;
  readonly name: string;
  readonly secret: Sealed;
}

/** Where the chain of envelopes ends. */
export interface Head {
  readonly seq: number;
  readonly prev: string;
}

/** `out`: not answered for good. `answered`: the door has it, or holds it; kept until it is in a backup, and a person has seen a no. */
export type State = "out" | "answered";

export interface Row {
  readonly seq: number;
  readonly id: string;
  readonly hash: string;
  readonly state: State;
  readonly sealed: Sealed;
  readonly answer?: Sealed;
  readonly open: boolean; // a no that nobody on the phone has dealt with
  readonly let_go?: boolean; // a no that the person has let go; the door is told
  readonly pictures: readonly string[];
}

export interface Part {
  readonly name: string;
  readonly digest: string;
  readonly sealed: Sealed;
}

/** Its bytes lie apart: to know which pictures wait, none need be read. */
export interface Picture {
  readonly digest: string;
  readonly size: number;
  readonly sent: boolean;
  readonly kept_at: number;
  readonly refused?: string; // the door's code: this picture will not do
}

export interface SealedPicture extends Picture {
  readonly sealed: Sealed;
}

interface Meta {
  me: Me;
  locks: Locks;
  tries: Tries;
  head: Head;
  as_of: string;
  saved: readonly number[]; // the numbers that went into a file for the office
}

interface Shape extends DBSchema {
  meta: { key: keyof Meta; value: Meta[keyof Meta] };
  envelopes: { key: number; value: Row; indexes: { state: State; id: string } };
  parts: { key: string; value: Part };
  pictures: { key: string; value: Picture };
  bytes: { key: string; value: Sealed };
}

type Stores = "meta" | "envelopes" | "parts" | "pictures" | "bytes";
type Change = (tx: IDBPTransaction<Shape, Stores[], "readwrite">) => void | Promise<void>;

const RESERVE = "reserve"; // no digest is called so
const RESERVE_BYTES = 512 * 1024;

export const FIRST: Head = { seq: 0, prev: "0".repeat(64) };

/** The store had no room: nothing of what was to be written is there. */
export class NoRoom extends Error {}

/** Somebody else wrote in between: read again. */
export class Overtaken extends Error {}

export class Store {
  private constructor(
    private readonly db: IDBPDatabase<Shape>,
    readonly name: string,
  ) {}

  static async open(device: string): Promise<Store> {
    const name = `zhucun-field-${device}`;
    const db = await openDB<Shape>(name, 2, {
      upgrade(db, before) {
        if (before < 1) first(db);
        if (before < 2) db.createObjectStore("bytes"); // before, a picture held its bytes itself
      },
      blocking: (_now, wanted, event) => {
        if (wanted !== null) return; // a newer app waits until this page is left
        (event.target as IDBDatabase).close(); // its person has left the phone in another window
        location.reload();
      },
    });
    return new Store(db, name);
  }

  /** Whether there is somebody's store still; one that the browser has thrown away is made empty by opening it. */
  static async holds(device: string): Promise<boolean> {
    const store = await Store.open(device);
    if (await store.get("me")) {
      store.close();
      return true;
    }
    await store.destroy();
    return false;
  }

  close(): void {
    this.db.close();
  }

  /** A phone's first day, or a new PIN: the chain goes on, what was pulled under the key before cannot be read any more. */
  async begin(me: Me, locks: Locks): Promise<void> {
    await this.write(["meta", "parts"], async (tx) => {
      const meta = tx.objectStore("meta");
      const head = await meta.get("head");
      void meta.put(me, "me");
      void meta.put(locks, "locks");
      void meta.put(NONE, "tries");
      void meta.put(head ?? FIRST, "head");
      void tx.objectStore("parts").clear();
    });
  }

  async get<K extends keyof Meta>(key: K): Promise<Meta[K] | undefined> {
    return (await this.db.get("meta", key)) as Meta[K] | undefined;
  }

  async keep<K extends keyof Meta>(key: K, value: Meta[K]): Promise<void> {
    await this.write(["meta"], (tx) => void tx.objectStore("meta").put(value, key));
  }

  async locksAndTries(): Promise<{ locks: Locks; tries: Tries }> {
    return { locks: (await this.get("locks"))!, tries: (await this.get("tries")) ?? NONE };
  }

  keepTries(tries: Tries): Promise<void> {
    return this.keep("tries", tries);
  }

  /** What was pulled, and the key to it. The outbox stays. */
  async destroyData(): Promise<void> {
    const locks = await this.get("locks");
    if (!locks) return;
    await this.write(["meta", "parts"], (tx) => {
      void tx.objectStore("meta").put({ ...locks, data: null }, "locks");
      void tx.objectStore("parts").clear();
    });
  }

  /** An envelope with its pictures, and the end of the chain that follows from it: all or nothing. */
  async append(row: Row, after: Head, head: Head, pictures: readonly SealedPicture[]): Promise<void> {
    const change: Change = async (tx) => {
      const now = (await tx.objectStore("meta").get("head")) as Head;
      if (now.seq !== after.seq) throw new Overtaken();
      void tx.objectStore("envelopes").add(row);
      void tx.objectStore("meta").put(head, "head");
      for (const { sealed, ...picture } of pictures) {
        void tx.objectStore("pictures").put(picture);
        void tx.objectStore("bytes").put(sealed, picture.digest);
      }
    };
    await this.write(["meta", "envelopes", "pictures", "bytes"], change, pictures.length === 0);
  }

  rows(state: State): Promise<Row[]> {
    return this.db.getAllFromIndex("envelopes", "state", state);
  }

  row(id: string): Promise<Row | undefined> {
    return this.db.getFromIndex("envelopes", "id", id);
  }

  count(state: State): Promise<number> {
    return this.db.countFromIndex("envelopes", "state", state);
  }

  /** Change some rows, and take some away, in one go. */
  async settle(changed: readonly Row[], gone: readonly number[] = []): Promise<void> {
    await this.write(["envelopes"], (tx) => {
      const envelopes = tx.objectStore("envelopes");
      for (const row of changed) void envelopes.put(row);
      for (const seq of gone) void envelopes.delete(seq);
    });
  }

  parts(): Promise<Part[]> {
    return this.db.getAll("parts");
  }

  part(name: string): Promise<Part | undefined> {
    return this.db.get("parts", name);
  }

  async replaceParts(parts: readonly Part[], gone: readonly string[], as_of: string): Promise<void> {
    const change: Change = (tx) => {
      const store = tx.objectStore("parts");
      for (const part of parts) void store.put(part);
      for (const name of gone) void store.delete(name);
      void tx.objectStore("meta").put(as_of, "as_of");
    };
    await this.write(["parts", "meta"], change, false);
  }

  picture(digest: string): Promise<Picture | undefined> {
    return this.db.get("pictures", digest);
  }

  /** The bytes of a picture; none once it was sent and given up for room. */
  async bytes(digest: string): Promise<Sealed | undefined> {
    const before = (await this.picture(digest)) as Partial<SealedPicture> | undefined; // as kept by version 1
    return (await this.db.get("bytes", digest)) ?? before?.sealed;
  }

  pictures(): Promise<Picture[]> {
    return this.db.getAll("pictures");
  }

  keepPicture(picture: Picture): Promise<void> {
    return this.write(["pictures"], (tx) => void tx.objectStore("pictures").put(picture));
  }

  /** Room is held back for words. Whether that could be done is all that is known of free space: estimates are not believed. */
  async holdBack(): Promise<boolean> {
    if (await this.db.getKey("bytes", RESERVE)) return true;
    try {
      await this.write(["bytes"], (tx) => void tx.objectStore("bytes").put(chance(RESERVE_BYTES), RESERVE), false);
    } catch (error) {
      if (error instanceof NoRoom) return false;
      throw error;
    }
    return true;
  }

  /** Empty the phone of this person: only when the outbox is through, or the office has released it. */
  async destroy(): Promise<void> {
    this.db.close();
    await deleteDB(this.name);
  }

  /** A full store first gives up pictures that were sent, the oldest first; for words also the room that was held back. */
  private async write(stores: Stores[], change: Change, forWords = true): Promise<void> {
    for (;;) {
      try {
        return await this.once(stores, change);
      } catch (error) {
        if (!(error instanceof NoRoom) || !(await this.giveUp(forWords))) throw error;
      }
    }
  }

  private async giveUp(alsoReserve: boolean): Promise<boolean> {
    const there = new Set(await this.db.getAllKeys("bytes"));
    const sent = (await this.pictures()).filter((one) => one.sent && there.has(one.digest));
    sent.sort((one, other) => one.kept_at - other.kept_at);
    const gone = sent[0]?.digest ?? (alsoReserve && there.has(RESERVE) ? RESERVE : null);
    if (gone === null) return false;
    await this.once(["bytes"], (tx) => void tx.objectStore("bytes").delete(gone));
    return true;
  }

  private async once(stores: Stores[], change: Change): Promise<void> {
    const tx = this.db.transaction(stores, "readwrite", { durability: "strict" });
    try {
      await change(tx as IDBPTransaction<Shape, Stores[], "readwrite">);
      await tx.done;
    } catch (error) {
      await aborted(tx);
      if (isFull(error) || isFull(tx.error)) throw new NoRoom();
      throw error;
    }
  }
}

function first(db: IDBPDatabase<Shape>): void {
  db.createObjectStore("meta");
  const envelopes = db.createObjectStore("envelopes", { keyPath: "seq" });
  envelopes.createIndex("state", "state");
  envelopes.createIndex("id", "id", { unique: true });
  db.createObjectStore("parts", { keyPath: "name" });
  db.createObjectStore("pictures", { keyPath: "digest" });
}

/** Nothing that a browser could store in less room than it says. */
function chance(size: number): ArrayBuffer {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return bytes.buffer;
}

async function aborted(tx: { abort(): void; done: Promise<void>; error: DOMException | null }): Promise<void> {
  try {
    tx.abort();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error; // it had ended by itself
  }
  await tx.done.catch(() => undefined);
}

function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === "QuotaExceededError";
}
