// What I have written lately, and putting it right: a further version with its reason; what was there stays readable at the office.

import { Asking } from "../parts/asking.tsx";
import { plainAnswers, type Answers } from "../parts/field.tsx";
import { Empty, Frame } from "../parts/frame.tsx";
import { NotSent } from "../parts/not_sent.tsx";
import { go, useSession } from "../parts/use.ts";
import type { Field, RecordForm, WorkRecord } from "../shapes.ts";
import { dayName, t } from "../words.ts";

const BECAUSE = "record-because";

export function Records() {
  const { pulled } = useSession();
  const mine = pulled.records.filter((one) => one.recorded_by_me);
  return (
    <Frame here="mine" back="mine" title={t("我写的记录")} under={t("近两个月已送达的；要改的点开。")}>
      <NotSent about={(one) => one.envelope.kind.startsWith("record.")} />
      {mine.length === 0 && <Empty says={t("近两个月没有记录。")} />}
      {mine.map((one) => (
        <a key={one.id} class="item" href={`#/record/${one.id}`}>
          <span><strong>{one.title}</strong><small>{formOf(pulled.forms?.records ?? [], one)?.title ?? one.form}</small></span>
          <span class="quiet small">{dayName(one.occurred_on)}</span>
        </a>
      ))}
    </Frame>
  );
}

export function RecordPage({ id, act }: { id: string; act: string }) {
  const session = useSession();
  const record = session.pulled.records.find((one) => one.id === id);
  const form = record && formOf(session.pulled.forms?.records ?? [], record);
  if (!record || !form) {
    return <Frame here="mine" back="records" title={t("没有这一条")}><Empty says={t("这一条已经改过，或者不在手机里。")} next={t("请从“我写的记录”里打开最新的一条。")} /></Frame>;
  }
  if (act === "void") return <Void record={record} />;
  const correct = (answers: Answers) => {
    const { [form.day]: day, ...body } = plainAnswers(asked(form), answers);
    return session.act("record.correct", { record: record.id, occurred_on: day!, body, because: String(answers[BECAUSE]) }, { base: record.id });
  };
  const start = { ...asTyped(form, record), [form.day]: record.occurred_on } as Answers;
  return (
    <Frame here="mine" back="records" title={t("更正：{title}", { title: record.title })} under={form.title}>
      <Asking fields={[...asked(form), because(t("为什么更正"))]} start={start} keep={correct} done={() => go("records")} button={t("保存更正")} />
      <p><a href={`#/record/${id}/void`}>{t("整条撤销")}</a></p>
    </Frame>
  );
}

function Void({ record }: { record: WorkRecord }) {
  const session = useSession();
  const keep = (answers: Answers) =>
    session.act("record.void", { record: record.id, because: String(answers[BECAUSE]) }, { base: record.id });
  return (
    <Frame here="mine" back={`record/${record.id}`} title={t("撤销：{title}", { title: record.title })} under={dayName(record.occurred_on)}>
      <Asking fields={[because(t("为什么撤销"))]} start={{}} keep={keep} done={() => go("records")} button={t("撤销这一条")} />
    </Frame>
  );
}

/** Of whom it is told stays as it is: a visit to another household is another record. */
function asked(form: RecordForm): Field[] {
  return form.fields.filter((field) => field.key !== form.household);
}

/** Money is kept in fen and typed in yuan. */
function asTyped(form: RecordForm, record: WorkRecord): Record<string, unknown> {
  const money = new Set(form.fields.filter((field) => field.type === "money").map((field) => field.key));
  const typed = (key: string, value: unknown) => (money.has(key) && typeof value === "number" ? (value / 100).toFixed(2) : value);
  return Object.fromEntries(Object.entries(record.body).map(([key, value]) => [key, typed(key, value)]));
}

function because(label: string): Field {
  return { key: BECAUSE, label, type: "text", asked: true, help: "", max: 200, default: null, options: [] };
}

function formOf(forms: readonly RecordForm[], record: WorkRecord): RecordForm | undefined {
  return forms.find((form) => form.code === record.form);
}
