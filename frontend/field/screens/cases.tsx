// Cases that wait for me, each with its next steps; and those I raised.

import { useState } from "preact/hooks";

import { Asking } from "../parts/asking.tsx";
import { plainAnswers, startOf, type Answers } from "../parts/field.tsx";
import { Empty, Frame } from "../parts/frame.tsx";
import { NotSent } from "../parts/not_sent.tsx";
import { go, useOutgoing, useSession } from "../parts/use.ts";
import type { Case } from "../shapes.ts";
import { dayName, dayShort, t } from "../words.ts";

export function Cases() {
  const { pulled } = useSession();
  const all = pulled.cases?.cases ?? [];
  const groups: [string, Case[]][] = [[t("等我办的"), all.filter((one) => one.mine)], [t("我提出的"), all.filter((one) => !one.mine)]];
  return (
    <Frame here="cases" title={t("办件")} under={t("办的是上次同步时的情况；期间有变化的，办公室会告诉您。")}>
      <NotSent about={(one) => one.envelope.kind.startsWith("case.") || one.envelope.kind === "record.promise"} />
      {groups.map(([title, cases]) => (
        <section key={title}>
          <h2>{title} <span class="quiet small">{cases.length || t("没有")}</span></h2>
          {cases.map((one) => (
            <a key={one.id} class="item" href={`#/case/${one.id}`}>
              <span><strong>{one.title}</strong><small>{[one.flow, one.state, one.place].join(" · ")}</small></span>
              {one.due_on && <span class={one.late ? "tag short" : "tag"}>{one.late ? t("已过期限") : dayShort(one.due_on)}</span>}
            </a>
          ))}
        </section>
      ))}
      <p class="buttons"><a class="button" href="#/add">{t("提出一件")}</a></p>
    </Frame>
  );
}

export function CasePage({ id }: { id: string }) {
  const session = useSession();
  const [step, setStep] = useState("");
  const outgoing = useOutgoing();
  const one = session.pulled.cases?.cases.find((some) => some.id === id);
  if (!one) return <Frame here="cases" back="cases" title={t("没有这一件")}><Empty says={t("这一件已经办完，或者不再等您办。")} /></Frame>;
  const sent = outgoing?.some((some) => some.row.state === "out" && some.envelope.body["case"] === id);
  const taken = one.steps.find((some) => some.id === step);
  const keep = (answers: Answers) =>
    session.act("case.step", { case: one.id, step, fields: plainAnswers(taken!.fields, answers) }, { base: one.seq });
  return (
    <Frame here="cases" back="cases" title={one.title} under={[one.flow, one.state, one.place].join(" · ")}>
      {one.due_on && <p>{one.late ? t("期限 {day}，已经过了。", { day: dayName(one.due_on) }) : t("期限 {day}。", { day: dayName(one.due_on) })}</p>}
      {sent && <p class="problem" role="status">{t("您办的一步还在手机里，等着发送。")}</p>}
      {!taken && one.steps.length === 0 && <Empty says={t("现在不等您办。")} />}
      {!taken && one.steps.map((some) => (
        <p key={some.id}>
          <button type="button" class="button plain wide" disabled={!some.can} onClick={() => setStep(some.id)}>{some.title}</button>
          {some.why && <small>{some.why}</small>}
        </p>
      ))}
      {taken && (
        <>
          <h2>{taken.title}</h2>
          <Asking key={step} fields={taken.fields} start={startOf(taken.fields)} part={step} keep={keep} done={() => go("cases")} button={taken.title} />
          <button type="button" class="link" onClick={() => setStep("")}>{t("换一步")}</button>
        </>
      )}
    </Frame>
  );
}
