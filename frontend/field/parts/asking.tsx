// A form to fill in and keep: what must be answered first, the rest behind one tap, one button. After it is kept, where it is.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

import type { Plain } from "../core/canonical.ts";
import { NoRoom } from "../core/store.ts";
import type { Field } from "../shapes.ts";
import { t } from "../words.ts";
import { controlOf, FieldInput, wrongs, type Answers } from "./field.tsx";
import type { Kept } from "./promise.ts";

const SEEN = 900; // milliseconds for which it is said that it is kept

/** What was typed and not kept yet, by address: whoever strays to another screen finds it again, until the phone is locked. */
const drafts = new Map<string, Answers>();

interface Asking {
  readonly fields: readonly Field[];
  readonly start: Answers;
  readonly keep: (answers: Answers) => Promise<Kept>;
  readonly done: () => void;
  readonly button?: string;
  readonly part?: string; // which of several forms of one address this is
  readonly children?: ComponentChildren;
}

export function Asking({ fields, start, keep, done, button, part = "", children }: Asking) {
  const [draft] = useState(location.hash + part);
  const [answers, setAnswers] = useState<Answers>(drafts.get(draft) ?? start);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [kept, setKept] = useState<"" | "kept" | "without_pictures" | "without_matter" | "full">("");
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (kept !== "kept") return;
    const soon = setTimeout(() => location.hash + part === draft && done(), SEEN);
    return () => clearTimeout(soon); // whoever has gone on is not called back, not even at this moment
  }, [kept]);
  const change = (key: string, value: Plain) => {
    const now = { ...answers, [key]: value };
    drafts.set(draft, now);
    setAnswers(now);
  };
  const shown = (field: Field) => (
    <FieldInput key={field.key} field={field} value={answers[field.key] ?? ""} problem={problems[field.key] ?? ""} change={(value) => change(field.key, value)} />
  );
  const save = async (event: Event) => {
    event.preventDefault();
    const found = wrongs(fields, answers);
    setProblems(found);
    const first = fields.find((field) => field.key in found);
    if (first) return controlOf(first)?.focus();
    setBusy(true);
    try {
      const made = await keep(answers);
      drafts.delete(draft);
      setKept(made.matter_left_out ? "without_matter" : made.pictures_left_out ? "without_pictures" : "kept");
    } catch (error) {
      if (!(error instanceof NoRoom)) throw error;
      setKept("full");
    } finally {
      setBusy(false);
    }
  };
  if (kept === "kept") return <p class="kept" role="status">✓ {t("已存在手机")}</p>;
  if (kept.startsWith("without")) {
    const says = kept === "without_pictures" ? t("文字已存在手机，照片放不下，没有存。") : t("走访已存在手机。手机满了，答应的事没有转成办件；送达后请在网页上打开这一条再转。");
    return <p class="problem" role="alert">{says} <button type="button" class="link" onClick={done}>{t("知道了")}</button></p>;
  }
  const further = fields.filter((field) => !field.asked);
  return (
    <form class="stack" onSubmit={(event) => void save(event)} noValidate>
      {fields.filter((field) => field.asked).map(shown)}
      {children}
      {further.length > 0 && (
        <details class="more" open={further.some((field) => answers[field.key] && !start[field.key])}>
          <summary>{t("还可以写")}</summary>
          <div class="stack">{further.map(shown)}</div>
        </details>
      )}
      {kept === "full" && <p class="problem" role="alert">{t("手机存不下了，这一条还没有存。请先腾出空间再点保存，写的内容还在。")}</p>}
      <button class="button wide" disabled={busy}>{busy ? t("正在存…") : (button ?? t("保存"))}</button>
    </form>
  );
}
