// What a visit promised becomes a matter at the tap that keeps the visit: an envelope of its own that waits for the visit.

import type { Made } from "../core/outbox.ts";
import { NoRoom } from "../core/store.ts";
import type { Session } from "../session.ts";
import type { Field, RecordForm } from "../shapes.ts";
import { t } from "../words.ts";
import type { Answers } from "./field.tsx";

export const RAISES = "record-matter"; // a hyphen, as on the page: no form of a pack has such a key

/** The tick below what was promised; it stands already, and says nothing where nothing was promised. */
export function raises(): Field {
  const option = { code: RAISES, label: t("答应的事转为办件") };
  const help = t("有期限、有人跟，办结要答复本人。没有答应什么的，不会多出办件。");
  return { key: RAISES, label: t("答应的事"), type: "checks", asked: false, help, max: null, default: null, options: [option] };
}

export function isPromised(form: RecordForm, answers: Answers): boolean {
  const ticked = answers[RAISES];
  return Boolean(form.promise && String(answers[form.promise] ?? "").trim() && Array.isArray(ticked) && ticked.length);
}

/** The visit is kept by now; whether there was room for its matter too. */
export async function promise(session: Session, record: string): Promise<boolean> {
  try {
    await session.act("record.promise", { record }, { id: sibling(record) });
    return true;
  } catch (error) {
    if (error instanceof NoRoom) return false;
    throw error;
  }
}

export interface Kept extends Made {
  readonly matter_left_out?: boolean;
}

/** The id of the one matter that may come out of a record: the last 62 bits inverted, as the office does it. */
export function sibling(id: string): string {
  const whole = BigInt(`0x${id.replaceAll("-", "")}`) ^ ((BigInt(1) << BigInt(62)) - BigInt(1));
  const hex = whole.toString(16).padStart(32, "0");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
