// One thing a form asks, whatever its type. What is answered is plain JSON, as zhucun/policy/asking reads it.

import type { Plain } from "../core/canonical.ts";
import type { Field } from "../shapes.ts";
import { t } from "../words.ts";
import { HouseholdPick } from "./household_pick.tsx";

export type Answers = Readonly<Record<string, Plain>>;

interface Asked {
  readonly field: Field;
  readonly value: Plain;
  readonly problem: string;
  readonly change: (value: Plain) => void;
}

export function FieldInput(asked: Asked) {
  const { field, problem } = asked;
  const grouped = field.type === "checks" || isTapped(field);
  const words = (
    <>
      {field.label}
      {!field.asked && <span class="quiet small"> {t("可不填")}</span>}
    </>
  );
  const around = (
    <>
      {field.help && <small id={`help-${field.key}`}>{field.help}</small>}
      {problem && (
        <p class="problem" id={`problem-${field.key}`} role="alert">
          {problem}
        </p>
      )}
      <Input {...asked} />
    </>
  );
  if (grouped) {
    return (
      <fieldset class="field" aria-describedby={describedBy(asked)}>
        <legend>{words}</legend>
        {around}
      </fieldset>
    );
  }
  return (
    <div class="field">
      <label for={`field-${field.key}`}>{words}</label>
      {around}
    </div>
  );
}

function Input({ field, value, problem, change }: Asked) {
  const common = {
    id: `field-${field.key}`,
    "aria-invalid": problem ? true : undefined,
    "aria-describedby": describedBy({ field, problem }),
    "aria-required": field.asked || undefined,
  };
  const text = value === null || value === undefined ? "" : String(value);
  const typed = (event: Event) => change((event.currentTarget as HTMLInputElement).value);
  switch (field.type) {
    case "long_text":
      return <textarea {...common} rows={4} value={text} onInput={typed} />;
    case "date":
      return <input {...common} type="date" value={text} onInput={typed} />;
    case "number":
      return <input {...common} inputMode="numeric" value={text} onInput={typed} />;
    case "money":
      return <input {...common} inputMode="decimal" value={text} onInput={typed} />;
    case "household":
      return <HouseholdPick {...common} value={text} change={change} />;
    case "choice":
    case "village":
    case "account":
    case "unit":
      return <Choice {...common} field={field} value={text} change={change} />;
    case "checks":
      return <Checks field={field} value={Array.isArray(value) ? (value as string[]) : []} change={change} />;
    default:
      return <input {...common} type="text" value={text} onInput={typed} />;
  }
}

/** What the focus goes to when an answer is missing: the field itself, or the first of its choices. */
export function controlOf(field: Field): HTMLElement | null {
  const found = document.getElementById(`field-${field.key}`);
  return found ?? document.querySelector(`input[name="${field.key}"]`);
}

function describedBy({ field, problem }: Pick<Asked, "field" | "problem">): string | undefined {
  const ids = [field.help && `help-${field.key}`, problem && `problem-${field.key}`].filter(Boolean);
  return ids.join(" ") || undefined;
}

const CHOICES = new Set(["choice", "village", "account", "unit"]);
const FEW = 8;

/** Few choices are taps, many a list. */
function isTapped(field: Field): boolean {
  return CHOICES.has(field.type) && field.options.length <= FEW;
}

function Choice({ field, value, change, ...told }: { field: Field; value: string; change: (value: Plain) => void; id: string }) {
  if (!isTapped(field)) {
    return (
      <select {...told} value={value} onChange={(event) => change(event.currentTarget.value)}>
        <option value="">{t("请选择")}</option>
        {field.options.map((one) => (
          <option key={one.code} value={one.code}>
            {one.label}
          </option>
        ))}
      </select>
    );
  }
  return (
    <div class="taps">
      {field.options.map((one) => (
        <label key={one.code} class="tap">
          <input
            type="radio"
            name={field.key}
            checked={value === one.code}
            onChange={() => change(one.code)}
            onClick={() => value === one.code && !field.asked && change("")}
          />
          <span>{one.label}</span>
        </label>
      ))}
    </div>
  );
}

function Checks({ field, value, change }: { field: Field; value: string[]; change: (value: Plain) => void }) {
  const ticked = (code: string, on: boolean) =>
    change(field.options.map((one) => one.code).filter((one) => (one === code ? on : value.includes(one))));
  return (
    <div class="taps">
      {field.options.map((one) => (
        <label key={one.code} class="tap">
          <input type="checkbox" name={field.key} checked={value.includes(one.code)} onChange={(event) => ticked(one.code, event.currentTarget.checked)} />
          <span>{one.label}</span>
        </label>
      ))}
    </div>
  );
}

/** What stands already because the pack says so. */
export function startOf(fields: readonly Field[]): Answers {
  return Object.fromEntries(fields.filter((field) => field.default !== null).map((field) => [field.key, field.default]));
}

/** What can be said at once, by the label: left empty though it is asked, too long, no number. The door says the rest. */
export function wrongs(fields: readonly Field[], answers: Answers): Record<string, string> {
  const found = fields.map((field) => [field.key, wrongWith(field, answers[field.key])] as const);
  return Object.fromEntries(found.filter(([, says]) => says));
}

function wrongWith(field: Field, value: Plain | undefined): string {
  const label = field.label;
  if (isEmpty(value)) return field.asked ? t("请填写“{label}”。", { label }) : "";
  const said = String(value).trim();
  const written = field.type === "text" || field.type === "long_text";
  if (written && field.max && [...said].length > field.max) {
    return t("“{label}”最多 {most} 个字，现在 {now} 个字。请删去一些。", { label, most: field.max, now: [...said].length });
  }
  if (field.type === "number" && !/^[0-9０-９]+$/.test(said)) return t("“{label}”应是整数。请只填数字，例如 12。", { label });
  return "";
}

function isEmpty(value: Plain | undefined): boolean {
  return value === undefined || value === null || (typeof value === "string" && !value.trim()) || (Array.isArray(value) && !value.length);
}

/** As they are sent: nothing that was left empty. */
export function plainAnswers(fields: readonly Field[], answers: Answers): Record<string, Plain> {
  const plain: Record<string, Plain> = {};
  for (const field of fields) {
    const value = answers[field.key];
    if (!isEmpty(value)) plain[field.key] = value!;
  }
  return plain;
}
