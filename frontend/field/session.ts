// Who is at the phone, what was pulled, and the rounds of sending. Screens listen; nothing here knows a screen.

import type { Body } from "./core/canonical.ts";
import { NoAnswer, Told, type Answer, type DeviceState, type Door } from "./core/door.ts";
import { NoRoom, type Row, type Store } from "./core/store.ts";
import { askToBeKept } from "./core/keeping.ts";
import { unseal, type Keys } from "./core/keys.ts";
import { opened, save, type Envelope, type Made } from "./core/outbox.ts";
import type { Prepared } from "./core/pictures.ts";
import { pull, read } from "./core/pulling.ts";
import { ANSWER, pause, Sender } from "./core/sending.ts";
import { leave } from "./core/leaving.ts";
import { doorOf, forget, renew } from "./devices.ts";
import type { Cases, Duties, Forms, Me, Month, Records, Village } from "./shapes.ts";

export const APP = __APP__;
declare const __APP__: string;
const EVERY = 15_000;

/** `behind`: the door cannot be reached, for so many rounds. */
export interface Status {
  readonly state: DeviceState;
  readonly sending: boolean;
  readonly behind: number;
  readonly told: string; // a sentence of the door about the whole phone
  readonly left: number;
  readonly no: number; // answered with a no that nobody has dealt with
  readonly as_of: string;
  readonly low: boolean; // the room held back for words could not be kept: soon nothing more will fit
  readonly refused: number; // pictures that the door does not take
}

export interface Pulled {
  me: Me | null;
  forms: Forms | null;
  villages: Village[];
  months: Record<string, Month>;
  duties: Duties | null;
  cases: Cases | null;
  records: Records["records"];
}

export interface Outgoing {
  readonly row: Row;
  readonly envelope: Envelope;
  readonly answer: Answer | null;
}

const NOTHING: Pulled = { me: null, forms: null, villages: [], months: {}, duties: null, cases: null, records: [] };
const QUIET: Status = { state: "ready", sending: false, behind: 0, told: "", left: 0, no: 0, as_of: "", low: false, refused: 0 };

export class Session {
  pulled: Pulled = NOTHING;
  status: Status = QUIET;
  private readonly listeners = new Set<() => void>();
  private timer = 0;
  private again = 0;
  private readonly sender: Sender; // one for all rounds: it remembers how much the door could bear
  private readonly awake = () => void (document.hidden || this.send(true));

  private constructor(
    readonly store: Store,
    readonly keys: Keys,
    private door: Door,
  ) {
    this.sender = new Sender(store, keys, door, APP);
  }

  static async begin(store: Store, keys: Keys): Promise<Session> {
    const session = new Session(store, keys, await doorOf(store, keys));
    await session.readParts();
    await session.count();
    session.timer = window.setInterval(() => void session.send(), EVERY);
    // No browser is relied on to send in the background: opening the app, coming back to it and a network are enough.
    addEventListener("online", session.awake);
    document.addEventListener("visibilitychange", session.awake);
    void askToBeKept();
    void session.send();
    return session;
  }

  end(): void {
    this.rest();
    this.store.close();
  }

  /** Leave this phone for good. Throws Unsent while something would be lost. */
  async signOut(): Promise<void> {
    const { device } = (await this.store.get("me"))!;
    await leave(this.store);
    this.rest();
    await forget(device);
  }

  private rest(): void {
    clearInterval(this.timer);
    removeEventListener("online", this.awake);
    document.removeEventListener("visibilitychange", this.awake);
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Keep an act on the phone; returns when it is durable, and sends it when it can. */
  async act(kind: string, body: Body, more: { base?: string | number; pictures?: Prepared[]; id?: string } = {}): Promise<Made> {
    const pack = this.pulled.forms?.pack ?? "";
    const made = await save(this.store, this.keys, { kind, body, pack, app: APP, made_at: localMoment(), ...more });
    await this.count();
    void this.send(true);
    return made;
  }

  /** One round, unless one is under way or it is not yet time again. */
  async send(now = false): Promise<void> {
    if (this.status.sending || (!now && Date.now() < this.again)) return;
    this.tell({ sending: true });
    try {
      await withLock(this.store.name, () => this.round());
      this.again = 0;
      this.tell({ sending: false, behind: 0 });
    } catch (error) {
      this.failed(error);
    }
    await this.count();
  }

  async outgoing(): Promise<Outgoing[]> {
    const rows = [...(await this.store.rows("out")), ...(await this.store.rows("answered"))];
    return Promise.all(
      rows.map(async (row) => ({
        row,
        envelope: await opened(this.keys, row),
        answer: row.answer ? await unseal<Answer>(this.keys.outbox, ANSWER, row.answer) : null,
      })),
    );
  }

  /** A person has seen a no and does not want it tried as it was. */
  async letGo(row: Row): Promise<void> {
    await this.store.settle([{ ...row, open: false, let_go: true }]);
    await this.count();
    void this.send(true);
  }

  private async round(): Promise<void> {
    let round = await this.sender.round();
    if (round.state === "sign_in" && (await this.renewed())) round = await this.sender.round();
    this.tell({ state: round.state, told: "" });
    if (round.state === "revoked") {
      const { device } = (await this.store.get("me"))!;
      await this.store.destroy();
      await forget(device);
      location.reload();
      return;
    }
    if (round.state === "ready") {
      await pull(this.store, this.keys, this.door);
      await this.readParts();
    }
  }

  /** Whether the person has signed in on the web meanwhile; then the phone is known anew. */
  private async renewed(): Promise<boolean> {
    try {
      await renew(this.store, this.keys, APP);
    } catch (error) {
      if (error instanceof Told && error.status === 401) return false;
      throw error;
    }
    this.door = this.sender.door = await doorOf(this.store, this.keys);
    return true;
  }

  private failed(error: unknown): void {
    if (error instanceof Told) {
      this.tell({ sending: false, told: error.says });
    } else if (error instanceof NoAnswer) {
      const behind = this.status.behind + 1;
      this.again = Date.now() + pause(behind);
      this.tell({ sending: false, behind });
    } else if (error instanceof NoRoom) {
      this.tell({ sending: false, low: true }); // what was pulled did not fit; what was written is safe
    } else {
      this.tell({ sending: false });
      throw error;
    }
  }

  private async count(): Promise<void> {
    const answered = await this.store.rows("answered");
    const as_of = (await this.store.get("as_of")) ?? "";
    const refused = (await this.store.pictures()).filter((one) => one.refused).length;
    const low = !(await this.store.holdBack());
    this.tell({ left: await this.store.count("out"), no: answered.filter((row) => row.open).length, as_of, low, refused });
  }

  private async readParts(): Promise<void> {
    const names = (await this.store.parts()).map((part) => part.name);
    const one = <T>(name: string) => read<T>(this.store, this.keys, name);
    const all = async <T>(prefix: string) =>
      Promise.all(names.filter((name) => name.startsWith(prefix)).map(async (name) => [name, (await one<T>(name))!] as const));
    this.pulled = {
      me: await one<Me>("me"),
      forms: await one<Forms>("forms"),
      villages: (await all<Village>("households/")).map(([, village]) => village),
      months: Object.fromEntries(await all<Month>("month/")),
      duties: await one<Duties>("duties"),
      cases: await one<Cases>("cases"),
      records: (await all<Records>("records/")).flatMap(([, part]) => part.records),
    };
    this.tell({});
  }

  private tell(change: Partial<Status>): void {
    this.status = { ...this.status, ...change };
    for (const listener of this.listeners) listener();
  }
}

/** One page at a time sends; an old browser without locks sends anyway, for the door takes an envelope once. */
async function withLock(name: string, work: () => Promise<void>): Promise<void> {
  if (!("locks" in navigator)) return work();
  await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
  });
}

/** The phone's clock with its zone, to the second. */
function localMoment(now: Date = new Date()): string {
  const ahead = -now.getTimezoneOffset();
  const pad = (number: number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  const local = new Date(now.getTime() + ahead * 60_000).toISOString().slice(0, 19);
  return `${local}${ahead < 0 ? "-" : "+"}${pad(ahead / 60)}:${pad(ahead % 60)}`;
}
