// An act in words, by the labels of its form: what a person meant, and what stands at the office instead.

import type { Plain } from "../core/canonical.ts";
import type { Envelope } from "../core/outbox.ts";
import type { Pulled } from "../session.ts";
import type { Field } from "../shapes.ts";
import { dayName, momentName, t } from "../words.ts";

export type Rows = readonly (readonly [string, string])[];
type Said = Readonly<Record<string, Plain>>;

const KINDS: Readonly<Record<string, string>> = {
  "record.write": "工作记录",
  "record.correct": "更正记录",
  "record.void": "撤销记录",
  "record.promise": "答应的事转为办件",
  "case.raise": "提出办件",
  "case.step": "办理一步",
  "presence.add": "在岗登记",
  "presence.void": "撤销登记",
};

/** What an act is called: by its form where there is one. */
export function titleOf(pulled: Pulled, envelope: Envelope): string {
  const { kind, body } = envelope;
  const named =
    kind === "record.write" ? pulled.forms?.records.find((one) => one.code === body["form"])?.title
    : kind === "case.raise" ? pulled.forms?.flows.find((one) => one.id === body["flow"])?.title
    : kind === "case.step" ? caseOf(pulled, body)?.title
    : undefined;
  return named ?? t(KINDS[kind] ?? kind);
}

export function meant(pulled: Pulled, { kind, body }: Envelope): Rows {
  const record = pulled.records.find((one) => one.id === body["record"]);
  const fields = (body["body"] ?? body["fields"] ?? {}) as Said;
  const because = body["because"] ? [[t("原因"), String(body["because"])] as const] : [];
  switch (kind) {
    case "record.write":
      return [...day(body["occurred_on"]), ...household(pulled, body["household"]), ...answers(pulled, recordFields(pulled, body["form"]), fields)];
    case "record.correct":
      return [...day(body["occurred_on"]), ...answers(pulled, record ? recordFields(pulled, record.form) : fieldsKnowing(pulled, fields), fields), ...because];
    case "case.raise":
      return answers(pulled, pulled.forms?.flows.find((one) => one.id === body["flow"])?.fields ?? [], fields);
    case "case.step": {
      const step = caseOf(pulled, body)?.steps.find((one) => one.id === body["step"]);
      return [[t("要办的一步"), step?.title ?? String(body["step"])], ...answers(pulled, step?.fields ?? [], fields)];
    }
    case "presence.add":
      return stretch(pulled, body);
    case "presence.void": {
      const entry = Object.values(pulled.months).flatMap((month) => month.entries).find((one) => one.id === body["entry"]);
      return [...(entry ? stretch(pulled, { ...entry }) : []), ...because];
    }
    default:
      return [...(record ? [[t("记录"), record.title] as const] : []), ...because];
  }
}

/** What the door says stands there instead of what was meant, and who stands behind it. */
export function there(pulled: Pulled, against: Said): Rows {
  const rows: [string, string][] = [];
  if (against["state"] !== undefined) {
    rows.push([t("现在的状态"), String(against["state"])]);
    if (against["due_on"]) rows.push([t("期限"), dayName(String(against["due_on"]))]);
    return rows;
  }
  if (against["voided"]) rows.push([t("现在的状态"), t("已撤销")]);
  const body = against["body"] as Said | undefined;
  rows.push(...((body ? [...day(against["occurred_on"]), ...answers(pulled, recordFields(pulled, against["form"]), body)] : stretch(pulled, against)) as [string, string][]));
  if (against["because"]) rows.push([t("原因"), String(against["because"])]);
  return rows;
}

/** Who wrote it and when; a case says only how it stands. */
export function author(against: Said): string {
  if (!against["by"]) return t("办公室现在的");
  return t("办公室现在的，{who} {when} 写的", { who: String(against["by"]), when: momentName(String(against["at"])) });
}

/** What a further envelope must name as seen, when a person keeps to what was meant. */
export function baseOf(against: Said): string | number {
  return (against["seq"] ?? against["id"]) as string | number;
}

function recordFields(pulled: Pulled, code: Plain | undefined): readonly Field[] {
  return pulled.forms?.records.find((one) => one.code === code)?.fields ?? [];
}

/** Of a record that was overtaken the form is not on the phone any more: it is the one that asks all that was answered. */
function fieldsKnowing(pulled: Pulled, given: Said): readonly Field[] {
  const keys = Object.keys(given);
  const asks = (fields: readonly Field[]) => keys.every((key) => fields.some((field) => field.key === key));
  return pulled.forms?.records.find((form) => asks(form.fields))?.fields ?? [];
}

function caseOf(pulled: Pulled, body: Said) {
  return pulled.cases?.cases.find((one) => one.id === body["case"]);
}

function day(value: Plain | undefined): Rows {
  return value ? [[t("日期"), dayName(String(value))]] : [];
}

function household(pulled: Pulled, id: Plain | undefined): Rows {
  return id ? [[t("哪一户"), headOf(pulled, String(id))]] : [];
}

function headOf(pulled: Pulled, id: string): string {
  const all = pulled.villages.flatMap((village) => village.households);
  return all.find((one) => one.id === id)?.head ?? t("不在手机里的一户");
}

function stretch(pulled: Pulled, said: Said): Rows {
  const kind = pulled.forms?.presence.find((one) => one.code === said["kind"])?.label ?? String(said["label"] ?? said["kind"]);
  const [first, last] = [String(said["first"]), String(said["last"])];
  const days = first === last ? dayName(first) : t("{first} 至 {last}", { first: dayName(first), last: dayName(last) });
  return [[t("什么情况"), kind], [t("日期"), days], ...(said["note"] ? [[t("说明"), String(said["note"])] as const] : [])];
}

/** By the labels of their questions, in their order; one whose question is gone stands under its key. */
function answers(pulled: Pulled, fields: readonly Field[], given: Said): Rows {
  const known = fields.filter((field) => given[field.key] !== undefined);
  const rest = Object.keys(given).filter((key) => !known.some((field) => field.key === key));
  return [...known.map((field) => [field.label, shown(pulled, field, given[field.key]!)] as const), ...rest.map((key) => [key, String(given[key])] as const)];
}

function shown(pulled: Pulled, field: Field, value: Plain): string {
  const label = (code: Plain) => field.options.find((one) => one.code === code)?.label ?? String(code);
  if (field.type === "checks" && Array.isArray(value)) return value.map(label).join("、");
  if (field.type === "household") return headOf(pulled, String(value));
  if (field.type === "date") return dayName(String(value));
  if (field.type === "money") return t("{n} 元", { n: typeof value === "number" ? (value / 100).toFixed(2) : String(value) });
  return field.options.length ? label(value) : String(value);
}
