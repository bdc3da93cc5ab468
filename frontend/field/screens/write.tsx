// Writing a work record with a form of the pack; the day is today unless said otherwise.

import { useState } from "preact/hooks";

import type { Prepared } from "../core/pictures.ts";
import { uuid7 } from "../core/uuid7.ts";
import { Asking } from "../parts/asking.tsx";
import { plainAnswers, startOf, type Answers } from "../parts/field.tsx";
import { Empty, Frame } from "../parts/frame.tsx";
import { Photos } from "../parts/photos.tsx";
import { isPromised, promise, RAISES, raises } from "../parts/promise.ts";
import { go, useSession } from "../parts/use.ts";
import type { Field, RecordForm } from "../shapes.ts";
import { t, today } from "../words.ts";

export function Write({ code, household }: { code: string; household: string }) {
  const session = useSession();
  const [id] = useState(uuid7);
  const [pictures, setPictures] = useState<Prepared[]>([]);
  const [posting, setPosting] = useState(session.pulled.me?.postings[0]?.id ?? "");
  const form = session.pulled.forms?.records.find((one) => one.code === code);
  const postings = session.pulled.me?.postings ?? [];
  if (!form || !postings.length) return <NoForm />;
  const keep = async (answers: Answers) => {
    const made = await session.act("record.write", bodyOf(form, answers, posting), { pictures, id });
    return isPromised(form, answers) ? { ...made, matter_left_out: !(await promise(session, id)) } : made;
  };
  return (
    <Frame here="add" back="add" title={form.title} under={form.help}>
      {postings.length > 1 && (
        <div class="field">
          <label for="posting">{t("在哪个村")}</label>
          <select id="posting" value={posting} onChange={(event) => setPosting(event.currentTarget.value)}>
            {postings.map((one) => <option key={one.id} value={one.id}>{one.village_name} · {one.role_name}</option>)}
          </select>
        </div>
      )}
      <Asking fields={fieldsOf(form)} start={beginning(form, household)} keep={keep} done={() => go("")}>
        <Photos value={pictures} change={setPictures} />
      </Asking>
    </Frame>
  );
}

const DUTY = "duty";

/** The household first: it is whom one stands before. The day stands already and asks for no tap. */
function fieldsOf(form: RecordForm): Field[] {
  const rank = (field: Field) => (field.type === "household" ? 0 : field.key === form.day ? 2 : 1);
  const fields = [...form.fields].sort((one, other) => rank(one) - rank(other));
  if (form.promise) fields.splice(fields.findIndex((field) => field.key === form.promise) + 1, 0, raises());
  if (!form.asks_duty) return fields;
  const duty: Field = { key: DUTY, label: t("属于哪项工作"), type: "choice", asked: true, help: "", max: null, default: null, options: form.serves };
  return [...fields, duty];
}

function beginning(form: RecordForm, household: string): Answers {
  const named = household && form.household ? { [form.household]: household } : {};
  return { ...startOf(form.fields), [form.day]: today(), ...(form.promise ? { [RAISES]: [RAISES] } : {}), ...named };
}

function bodyOf(form: RecordForm, answers: Answers, posting: string) {
  const plain = plainAnswers(form.fields, answers);
  const { [form.day]: day, ...rest } = plain;
  const { [form.household || "-"]: household, ...body } = rest;
  const duty = form.asks_duty ? String(answers[DUTY] ?? "") : "";
  return { posting, form: form.code, occurred_on: day ?? today(), household: household ?? null, duty, body };
}

export function NoForm() {
  return (
    <Frame here="add" back="add" title={t("没有这张表")}>
      <Empty says={t("手机上没有这张表，或者您现在没有派驻。")} next={t("请联网同步后再试；还不行的，请联系县委组织部。")} />
    </Frame>
  );
}
