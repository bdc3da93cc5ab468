// One request, and whether what came back is an answer of ours. A portal's page, a proxy's excuse, half a body: none of them is.

import type { Envelope } from "./outbox.ts";

const PATIENCE = 60_000;

export type Range = readonly [number, number];
export type DeviceState = "ready" | "sign_in" | "upload_only" | "revoked";

/** What the phone says of itself. `let_go` are envelopes not carried out that the person does not want any more. */
export interface Said {
  readonly app: string;
  readonly clock: string;
  readonly made: number;
  readonly kept: readonly Range[];
  readonly waiting: number;
  readonly let_go: readonly string[];
}

export interface Hello {
  readonly clock: string;
  readonly state: DeviceState;
  readonly again: readonly Range[];
  readonly backed_up: number;
  readonly lacking?: readonly string[]; // pictures of kept envelopes that the door has not, or no longer
}

export interface Answer {
  readonly id: string;
  readonly hash: string;
  readonly answer: "accepted" | "already" | "waiting" | "conflict" | "refused";
  readonly code?: string;
  readonly says?: string;
  readonly next?: string;
  readonly made?: string;
  readonly against?: unknown;
}

export interface Pulled {
  readonly parts: Readonly<Record<string, { readonly digest: string }>>;
  readonly gone: readonly string[];
  readonly as_of: string;
}

/** Nothing that can be relied on came back. `busy`: the door is there and asks for less. */
export class NoAnswer extends Error {
  constructor(readonly busy: boolean) {
    super(busy ? "busy" : "no answer");
  }
}

/** The door answered with a sentence: this request will not do. */
export class Told extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly says: string,
  ) {
    super(code);
  }
}

export class Door {
  constructor(
    private readonly base: string,
    private readonly authorization: string,
    private readonly send: typeof fetch = (...given) => fetch(...given),
  ) {}

  hello(said: Said): Promise<Hello> {
    return this.post("hello", said);
  }

  async push(envelopes: readonly Envelope[]): Promise<readonly Answer[]> {
    return (await this.post<{ answers: Answer[] }>("push", { envelopes })).answers;
  }

  pull(have: Readonly<Record<string, string>>): Promise<Pulled> {
    return this.post("pull", { have });
  }

  hasOf(digest: string): Promise<{ has: number; whole: boolean }> {
    return this.ask(`photos/${digest}`, { method: "GET" });
  }

  piece(digest: string, at: number, of: number, bytes: ArrayBuffer): Promise<{ has: number; whole: boolean }> {
    const headers = { "Content-Type": "application/octet-stream" };
    return this.ask(`photos/${digest}?at=${at}&of=${of}`, { method: "PUT", body: bytes, headers });
  }

  private post<T>(path: string, said: unknown): Promise<T> {
    return this.ask(path, {
      method: "POST",
      body: JSON.stringify(said),
      headers: { "Content-Type": "application/json" },
    });
  }

  private async ask<T>(path: string, init: RequestInit): Promise<T> {
    const headers = { ...init.headers, Authorization: `Device ${this.authorization}` };
    const stop = new AbortController();
    const patience = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const back = await this.send(this.base + path, { ...init, headers, signal: stop.signal, cache: "no-store" });
      const body = ours(await back.text());
      if (!body || back.status >= 500 || back.status === 429) throw new NoAnswer(back.status >= 500);
      if (!back.ok) throw new Told(back.status, String(body["code"] ?? ""), String(body["says"] ?? ""));
      return body as T;
    } catch (error) {
      if (error instanceof TypeError || error instanceof DOMException) throw new NoAnswer(false);
      throw error;
    } finally {
      clearTimeout(patience);
    }
  }
}

function ours(text: string): Record<string, unknown> | null {
  try {
    const body = JSON.parse(text) as unknown;
    return typeof body === "object" && body !== null && "zhucun" in body ? (body as Record<string, unknown>) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
