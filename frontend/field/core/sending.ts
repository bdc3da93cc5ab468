// Sending: hello, push, what each answer does. One round at a time, in one page at a time; what went wrong is tried again later,
// half as much of it when the door was brought down.

import { NoAnswer, Told, type Door, type Answer, type DeviceState, type Range } from "./door.ts";
import { seal, unsealBytes, type Keys } from "./keys.ts";
import { opened, type Envelope } from "./outbox.ts";
import type { Picture, Row, Store } from "./store.ts";

const MOST = 100;
const MOST_BYTES = 1_500_000;
const PIECE = 256 * 1024;
const MOST_TROUBLE = 3;
const SIGN_IN = 401;
export const ANSWER = "answer";

export interface Round {
  readonly state: DeviceState;
  readonly accepted: number;
  readonly open: number; // answered with a no that a person must see
  readonly left: number; // still in the outbox
}

/** How long to wait after so many rounds that failed, half more or less by chance. */
export function pause(failed: number, chance: number = Math.random()): number {
  const base = Math.min(300, 2 ** Math.max(1, failed)) * 1000;
  return Math.round(base * (0.5 + chance));
}

export class Sender {
  private most = MOST;
  private readonly troubled = new Map<string, number>(); // by picture, how often it failed

  constructor(
    private readonly store: Store,
    private readonly keys: Keys,
    public door: Door, // another one after a further sign-in
    private readonly app: string,
  ) {}

  /** Everything the door will take now. Throws NoAnswer when it could not be asked to the end; what was answered is kept. */
  async round(): Promise<Round> {
    const state = await this.greet();
    let accepted = 0;
    if (state !== "sign_in") {
      accepted = await this.pushAll();
      await this.sendPictures();
    }
    const answered = await this.store.rows("answered");
    const open = answered.filter((row) => row.open).length;
    return { state, accepted, open, left: await this.store.count("out") };
  }

  private async greet(): Promise<DeviceState> {
    const answered = await this.store.rows("answered");
    const hello = await this.door.hello({
      app: this.app,
      clock: new Date().toISOString(),
      made: (await this.store.get("head"))?.seq ?? 0,
      kept: ranges(answered.map((row) => row.seq)),
      waiting: await this.store.count("out"),
      let_go: answered.filter((row) => row.let_go).map((row) => row.id),
    });
    const again = answered.filter((row) => within(row.seq, hello.again));
    await this.sendAgain(hello.lacking ?? []);
    const unsent = new Set((await this.unsent()).map((picture) => picture.digest));
    const whole = (row: Row) => !row.open && !row.pictures.some((digest) => unsent.has(digest));
    const forgotten = answered.filter((row) => row.seq <= hello.backed_up && whole(row) && !again.includes(row));
    await this.store.settle(again.map(unanswered), forgotten.map((row) => row.seq));
    return hello.state;
  }

  /** Pictures that were sent and that a door put back from an older copy does not have. */
  private async sendAgain(lacking: readonly string[]): Promise<void> {
    for (const digest of lacking) {
      const picture = await this.store.picture(digest);
      if (picture?.sent && (await this.store.bytes(digest))) await this.store.keepPicture({ ...picture, sent: false });
    }
  }

  private async pushAll(): Promise<number> {
    let accepted = 0;
    let after = 0; // what was answered `waiting` is not asked twice in a round
    for (;;) {
      const rows = (await this.store.rows("out")).filter((row) => row.seq > after);
      const batch = await this.batch(rows);
      if (!batch.length) return accepted;
      const answers = await this.pushed(batch.map((one) => one.envelope));
      const settled = await this.settled(batch.map((one) => one.row), answers);
      await this.store.settle(settled);
      accepted += settled.filter((row) => !row.open).length;
      after = batch[batch.length - 1]!.row.seq;
    }
  }

  private async pushed(envelopes: readonly Envelope[]): Promise<readonly Answer[]> {
    try {
      const answers = await this.door.push(envelopes);
      this.most = Math.min(MOST, this.most * 2);
      return answers;
    } catch (error) {
      if (error instanceof NoAnswer && error.busy) this.most = Math.max(1, envelopes.length >> 1);
      throw error;
    }
  }

  private async batch(rows: readonly Row[]): Promise<{ row: Row; envelope: Envelope }[]> {
    const batch = [];
    let bytes = 0;
    for (const row of rows.slice(0, this.most)) {
      bytes += row.sealed.byteLength;
      if (batch.length && bytes > MOST_BYTES) break;
      batch.push({ row, envelope: await opened(this.keys, row) });
    }
    return batch;
  }

  /** Only an answer with the id and the hash of what was sent counts. */
  private async settled(rows: readonly Row[], answers: readonly Answer[]): Promise<Row[]> {
    const byId = new Map(answers.map((answer) => [answer.id, answer]));
    const settled: Row[] = [];
    for (const row of rows) {
      const answer = byId.get(row.id);
      if (!answer || answer.hash !== row.hash || answer.answer === "waiting") continue;
      const sealed = await seal(this.keys.outbox, ANSWER, answer);
      settled.push({ ...row, state: "answered", answer: sealed, open: isNo(answer) });
    }
    return settled;
  }

  /** Pictures go after their records, the newest first, each from where it stopped. One that fails holds up no other: it goes last next time. */
  private async sendPictures(): Promise<void> {
    const waiting = await this.unsent();
    waiting.sort((one, other) => this.failed(one) - this.failed(other) || other.kept_at - one.kept_at);
    let trouble: NoAnswer | null = null;
    let left = MOST_TROUBLE; // a door that is overloaded is not asked for each picture anew
    for (const picture of waiting) {
      try {
        await this.sendPicture(picture);
      } catch (error) {
        if (!(error instanceof NoAnswer && error.busy && left-- > 0)) throw error;
        this.troubled.set(picture.digest, this.failed(picture) + 1);
        trouble = error;
      }
    }
    if (trouble) throw trouble;
  }

  private async unsent(): Promise<Picture[]> {
    return (await this.store.pictures()).filter((one) => !one.sent && !one.refused);
  }

  private failed(picture: Picture): number {
    return this.troubled.get(picture.digest) ?? 0;
  }

  /** What the door says no to is kept, with its word, and not sent again as it is. */
  private async sendPicture(picture: Picture): Promise<void> {
    const sealed = await this.store.bytes(picture.digest);
    if (!sealed) return;
    try {
      await this.sendPieces(picture.digest, await unsealBytes(this.keys.outbox, picture.digest, sealed));
    } catch (error) {
      if (!(error instanceof Told) || error.status === SIGN_IN) throw error;
      return this.store.keepPicture({ ...picture, refused: error.code });
    }
    await this.store.keepPicture({ ...picture, sent: true });
  }

  private async sendPieces(digest: string, bytes: ArrayBuffer): Promise<void> {
    let { has, whole } = await this.door.hasOf(digest);
    let begun = 0; // a picture that came through spoilt is begun again, and not for ever
    while (!whole) {
      if (has >= bytes.byteLength || begun > 1) throw new NoAnswer(true);
      const said = await this.door.piece(digest, has, bytes.byteLength, bytes.slice(has, has + PIECE));
      if (said.has <= has && !said.whole) begun += 1;
      ({ has, whole } = said);
    }
  }
}

function isNo(answer: Answer): boolean {
  return answer.answer === "refused" || answer.answer === "conflict";
}

function unanswered(row: Row): Row {
  const { answer: _gone, ...rest } = row;
  return { ...rest, state: "out", open: false };
}

function within(seq: number, spans: readonly Range[]): boolean {
  return spans.some(([first, last]) => first <= seq && seq <= last);
}

/** 1 2 3 7 8 → [1, 3], [7, 8]. */
export function ranges(numbers: readonly number[]): Range[] {
  const spans: [number, number][] = [];
  for (const number of [...numbers].sort((one, other) => one - other)) {
    const last = spans[spans.length - 1];
    if (last && last[1] === number - 1) last[1] = number;
    else spans.push([number, number]);
  }
  return spans;
}
