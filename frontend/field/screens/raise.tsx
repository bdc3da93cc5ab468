// Raising a matter, or asking for leave: the flows of the pack that I may open.

import { useState } from "preact/hooks";

import { Asking } from "../parts/asking.tsx";
import { plainAnswers, startOf, type Answers } from "../parts/field.tsx";
import { Frame } from "../parts/frame.tsx";
import { go, useSession } from "../parts/use.ts";
import type { Field, FlowForm } from "../shapes.ts";
import { t } from "../words.ts";
import { NoForm } from "./write.tsx";

const ABOUT = "case-subject"; // a hyphen, as on the page: no flow of a pack has such a key

export function Raise({ flow: id, household }: { flow: string; household: string }) {
  const session = useSession();
  const { me, forms } = session.pulled;
  const flows = (forms?.flows ?? []).filter((one) => one.id === id);
  const [at, setAt] = useState(0);
  const flow = flows[at];
  if (!flow) return <NoForm />;
  const fields = [...(flow.about === "household" ? [aboutWhom()] : []), ...flow.fields];
  const keep = (answers: Answers) =>
    session.act("case.raise", {
      flow: flow.id,
      role: flow.role,
      place: flow.place,
      subject: flow.about === "household" ? (answers[ABOUT] ?? null) : flow.subject,
      fields: plainAnswers(flow.fields, answers),
    });
  const where = (one: FlowForm) => me?.postings.find((posting) => posting.village === one.place)?.village_name ?? one.place;
  return (
    <Frame here="add" back="add" title={flow.title} under={flow.help}>
      {flows.length > 1 && (
        <div class="field">
          <label for="village">{t("在哪个村")}</label>
          <select id="village" value={String(at)} onChange={(event) => setAt(Number(event.currentTarget.value))}>
            {flows.map((one, index) => <option key={index} value={String(index)}>{where(one)}</option>)}
          </select>
        </div>
      )}
      <Asking key={at} part={String(at)} fields={fields} start={beginning(fields, household)} keep={keep} done={() => go("cases")} button={t("提出")} />
    </Frame>
  );
}

function aboutWhom(): Field {
  return { key: ABOUT, label: t("哪一户"), type: "household", asked: true, help: "", max: null, default: null, options: [] };
}

/** Whoever came from a household's page has said which one it is. */
function beginning(fields: readonly Field[], household: string): Answers {
  const field = fields.find((one) => one.type === "household");
  return { ...startOf(fields), ...(field && household ? { [field.key]: household } : {}) };
}
