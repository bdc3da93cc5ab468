// Two keys: one for what was pulled, one for the outbox. Both are locked by the PIN; the outbox also by `recovery`, which only the
// door keeps. A key that is not locked exists in memory alone.

const ROUNDS = 600_000;
const IV = 12;
const AES = "AES-GCM";

export interface Keys {
  readonly data: CryptoKey;
  readonly outbox: CryptoKey;
}

/** A key as it lies on the phone: locked by another. */
export type Locked = ArrayBuffer;

export interface Locks {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly rounds: number;
  readonly data: Locked | null; // null once destroyed
  readonly outbox: Locked;
  readonly recovery: Locked;
}

/** Sealed bytes: 12 of chance, then ciphertext and tag. */
export type Sealed = ArrayBuffer;

export class WrongKey extends Error {}

export async function makeKeys(pin: string, recovery: string, rounds = ROUNDS): Promise<{ keys: Keys; locks: Locks }> {
  const keys = { data: await fresh(), outbox: await fresh() };
  return { keys, locks: await lockedBy(keys, pin, recovery, rounds) };
}

export async function lockedBy(keys: Keys, pin: string, recovery: string, rounds = ROUNDS): Promise<Locks> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const byPin = await fromPin(pin, salt, rounds);
  const byDoor = await fromRecovery(recovery);
  return {
    salt,
    rounds,
    data: await lock(keys.data, byPin),
    outbox: await lock(keys.outbox, byPin),
    recovery: await lock(keys.outbox, byDoor),
  };
}

export async function unlock(locks: Locks, pin: string): Promise<Keys> {
  const byPin = await fromPin(pin, locks.salt, locks.rounds);
  const outbox = await open(locks.outbox, byPin);
  return { outbox, data: locks.data ? await open(locks.data, byPin) : await fresh() };
}

/** The outbox after the data was destroyed: with what the door gives to a fresh sign-in. */
export async function recovered(locks: Locks, recovery: string): Promise<Keys> {
  return { outbox: await open(locks.recovery, await fromRecovery(recovery)), data: await fresh() };
}

export async function seal(key: CryptoKey, about: string, value: unknown): Promise<Sealed> {
  return sealBytes(key, about, new TextEncoder().encode(JSON.stringify(value)));
}

export async function unseal<T>(key: CryptoKey, about: string, sealed: Sealed): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await unsealBytes(key, about, sealed))) as T;
}

export async function sealBytes(key: CryptoKey, about: string, bytes: BufferSource): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(IV));
  const closed = await crypto.subtle.encrypt({ name: AES, iv, additionalData: bound(about) }, key, bytes);
  const whole = new Uint8Array(IV + closed.byteLength);
  whole.set(iv);
  whole.set(new Uint8Array(closed), IV);
  return whole.buffer;
}

export async function unsealBytes(key: CryptoKey, about: string, sealed: Sealed): Promise<ArrayBuffer> {
  const iv = new Uint8Array(sealed, 0, IV);
  return crypto.subtle.decrypt({ name: AES, iv, additionalData: bound(about) }, key, new Uint8Array(sealed, IV));
}

function bound(about: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(about);
}

function fresh(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: AES, length: 256 }, true, ["encrypt", "decrypt"]);
}

async function fromPin(pin: string, salt: BufferSource, rounds: number): Promise<CryptoKey> {
  const raw = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, raw, { name: AES, length: 256 }, false, ["wrapKey", "unwrapKey"]);
}

/** `recovery` is 32 bytes of chance in whatever spelling the door gave them: no slow hash is needed. */
async function fromRecovery(recovery: string): Promise<CryptoKey> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(recovery));
  return crypto.subtle.importKey("raw", bytes, AES, false, ["wrapKey", "unwrapKey"]);
}

async function lock(key: CryptoKey, by: CryptoKey): Promise<Locked> {
  const iv = crypto.getRandomValues(new Uint8Array(IV));
  const closed = await crypto.subtle.wrapKey("raw", key, by, { name: AES, iv });
  const whole = new Uint8Array(IV + closed.byteLength);
  whole.set(iv);
  whole.set(new Uint8Array(closed), IV);
  return whole.buffer;
}

async function open(locked: Locked, by: CryptoKey): Promise<CryptoKey> {
  const how = { name: AES, iv: new Uint8Array(locked, 0, IV) };
  try {
    const usages: KeyUsage[] = ["encrypt", "decrypt"];
    return await crypto.subtle.unwrapKey("raw", new Uint8Array(locked, IV), by, how, AES, true, usages);
  } catch (error) {
    if (error instanceof DOMException) throw new WrongKey();
    throw error;
  }
}
