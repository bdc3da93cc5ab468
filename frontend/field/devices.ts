// The people who use this phone: each is a device of the county with a store and a PIN of its own.

import { Door, NoAnswer, Told } from "./core/door.ts";
import { lockedBy, makeKeys, recovered, seal, unseal, type Keys } from "./core/keys.ts";
import { readPeople, writePeople, type Listed } from "./core/people.ts";
import { Store } from "./core/store.ts";
import { uuid7 } from "./core/uuid7.ts";
import { t } from "./words.ts";

export type { Listed };
export const API = "/api/field/";
const SECRET = "secret";
const YEAR = 365 * 24 * 3600;

interface Enrolled {
  readonly secret: string;
  readonly recovery: string;
  readonly county: string;
  readonly person: { readonly id: string; readonly name: string };
}

let people: readonly Listed[] = [];

/** Those whose stores are here, once `thrownAway` has looked. */
export function listed(): readonly Listed[] {
  return people;
}

/** A device that has been emptied: its person has left, or the office has stopped it. */
export async function forget(device: string): Promise<void> {
  await list(people.filter((one) => one.device !== device));
  const headers = { "Content-Type": "application/json" };
  await fetch("/field/sign-out", { method: "POST", body: "{}", headers }).catch(() => null);
}

/** How many people's stores the browser has thrown away. A cookie outlives that, and tells a new phone from one that was emptied. */
export async function thrownAway(): Promise<number> {
  const there = [];
  for (const one of await readPeople()) if (await Store.holds(one.device)) there.push(one);
  people = there;
  return Math.max(0, Number(/(?:^|;\s*)zhucun_field=(\d+)/.exec(document.cookie)?.[1] ?? 0) - there.length);
}

async function list(now: readonly Listed[]): Promise<void> {
  await writePeople(now);
  people = now;
  document.cookie = `zhucun_field=${now.length}; path=/field/; samesite=strict; max-age=${now.length ? YEAR : 0}`;
}

/** Ask the county to know this phone; needs a web sign-in that is open. Told(401) when there is none. */
export async function enrol(pin: string, name: string, app: string): Promise<{ store: Store; keys: Keys }> {
  const device = uuid7();
  const said = await signedIn<Enrolled>("devices", { id: device, name, app });
  const { keys, locks } = await makeKeys(pin, said.recovery);
  const store = await Store.open(device);
  const secret = await seal(keys.outbox, SECRET, said.secret);
  await store.begin({ device, county: said.county, name: said.person.name, secret }, locks);
  await list([...people, { device, name: said.person.name }]);
  return { store, keys };
}

/** After a fresh web sign-in the same phone is known anew, with another secret; what it holds stays. */
export async function renew(store: Store, keys: Keys, app: string): Promise<void> {
  const me = (await store.get("me"))!;
  const said = await signedIn<Enrolled>("devices", { id: me.device, name: phoneName(), app, county: me.county });
  await store.keep("me", { ...me, secret: await seal(keys.outbox, SECRET, said.secret) });
}

/** What the office reads in its list of phones; a person can tell one's own by it. */
export function phoneName(): string {
  const agent = navigator.userAgent;
  const made = /Android[^;]*;\s*([^;)]+?)(?:\s+Build|\))/.exec(agent)?.[1];
  if (made && made !== "K") return made.slice(0, 40);
  return /iPhone|iPad/.test(agent) ? "iPhone" : /Android/.test(agent) ? "Android" : t("电脑浏览器");
}

export async function doorOf(store: Store, keys: Keys): Promise<Door> {
  const me = (await store.get("me"))!;
  const secret = await unseal<string>(keys.outbox, SECRET, me.secret);
  return new Door(API, `${me.county}.${me.device}.${secret}`);
}

/** The outbox of a phone whose data was destroyed is opened again: only after a fresh sign-in of the same person. */
export async function recover(store: Store, pin: string, app: string): Promise<Keys> {
  const me = (await store.get("me"))!;
  const { locks } = await store.locksAndTries();
  const said = await signedIn<Enrolled>("devices", { id: me.device, name: phoneName(), app, county: me.county });
  const keys = await recovered(locks, said.recovery);
  const secret = await seal(keys.outbox, SECRET, said.secret);
  await store.begin({ ...me, secret }, await lockedBy(keys, pin, said.recovery));
  return keys;
}

/** The web's sign-in, asked for afresh; what is on the phone stays. */
export async function goToSignIn(): Promise<void> {
  const headers = { "Content-Type": "application/json" };
  await fetch("/field/sign-out", { method: "POST", body: "{}", headers }).catch(() => null);
  location.assign("/accounts/login/?next=/field/");
}

/** A request with the web sign-in instead of the phone's secret. */
async function signedIn<T>(path: string, body: object): Promise<T> {
  const headers = { "Content-Type": "application/json", "X-Zhucun": "field" };
  try {
    const back = await fetch(API + path, { method: "POST", body: JSON.stringify(body), headers, cache: "no-store" });
    const said = (await back.json()) as T & { zhucun?: number; code?: string; says?: string };
    if (said.zhucun === undefined) throw new NoAnswer(false);
    if (!back.ok) throw new Told(back.status, said.code ?? "", said.says ?? "");
    return said;
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) throw new NoAnswer(false);
    throw error;
  }
}

