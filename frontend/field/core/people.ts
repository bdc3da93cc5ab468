// Who uses this phone. In IndexedDB like the rest: localStorage is written down seconds later, and a phone may be switched off before.

import { openDB, type DBSchema, type IDBPDatabase } from "idb";

export interface Listed {
  readonly device: string;
  readonly name: string;
}

interface Shape extends DBSchema {
  people: { key: string; value: Listed };
}

export async function readPeople(): Promise<Listed[]> {
  const db = await open();
  const people = await db.getAll("people");
  db.close();
  return people;
}

/** All of them, and nobody else. */
export async function writePeople(people: readonly Listed[]): Promise<void> {
  const db = await open();
  const tx = db.transaction("people", "readwrite", { durability: "strict" });
  void tx.store.clear();
  for (const one of people) void tx.store.put(one);
  await tx.done;
  db.close();
}

function open(): Promise<IDBPDatabase<Shape>> {
  return openDB<Shape>("zhucun-field", 1, { upgrade: (db) => void db.createObjectStore("people", { keyPath: "device" }) });
}
