// Home: what I owe, what waits for me, what was agreed. As of the last time the office was heard, which the bar says.

import type { Duty, Forms } from "../shapes.ts";
import { Empty, Frame } from "../parts/frame.tsx";
import { Signs } from "../parts/signs.tsx";
import { useSession } from "../parts/use.ts";
import { dayName, dayShort, t, today } from "../words.ts";

const VISIT = "household-visit";

export function Home() {
  const { pulled, status } = useSession();
  const posting = pulled.me?.postings[0];
  const owed = (pulled.duties?.duties ?? []).filter((one) => one.answer === "not_met" || one.answer === "undetermined");
  const waiting = (pulled.cases?.cases ?? []).filter((one) => one.mine);
  const agreed = pulled.villages
    .flatMap((village) => village.households)
    .filter((one) => one.agreed)
    .sort((one, other) => one.agreed!.localeCompare(other.agreed!));
  const people = pulled.villages.flatMap((village) => village.households).reduce((sum, one) => sum + one.people, 0);
  const households = pulled.villages.reduce((sum, one) => sum + one.households.length, 0);
  return (
    <Frame
      here=""
      title={posting?.village_name ?? t("驻村")}
      under={posting && t("{township} · {n} 户 {people} 人 · {day}", { township: posting.township_name, n: households, people, day: dayName(today()) })}
    >
      <p class="buttons">
        <a class="button" href={`#/write/${visitForm(pulled.forms)}`}>{t("走访")}</a>
        <a class="button plain" href="#/add">{t("记别的")}</a>
      </p>
      {!pulled.me && <Empty says={t("还没有从办公室取到本村的资料。")} next={status.behind ? t("有网络时会自动取，记录现在就能写。") : t("正在取…")} />}
      <Section title={t("我该做的")} count={owed.length}>
        {owed.map((duty) => <DutyLine key={duty.title} duty={duty} />)}
        {pulled.duties && owed.length === 0 && <p class="quiet">{t("到期的都做到了。")} <a href="#/duties">{t("看全部")}</a></p>}
      </Section>
      <Section title={t("等我办的")} count={waiting.length}>
        {waiting.map((one) => (
          <a key={one.id} class="item" href={`#/case/${one.id}`}>
            <span>
              <strong>{one.title}</strong>
              <small>{[one.flow, one.state, one.place].join(" · ")}</small>
            </span>
            {one.due_on && <span class={one.late ? "tag short" : "tag open"}>{one.late ? t("已过期限") : t("{day} 前", { day: dayShort(one.due_on) })}</span>}
          </a>
        ))}
      </Section>
      <Section title={t("约好的走访")} count={agreed.length}>
        {agreed.map((one) => (
          <a key={one.id} class="item" href={`#/write/${visitForm(pulled.forms)}/${one.id}`}>
            <span><strong>{one.head}</strong><small>{one.group}</small></span>
            <span class={one.agreed! < today() ? "tag short" : "tag"}>{dayName(one.agreed!)}</span>
          </a>
        ))}
      </Section>
    </Frame>
  );
}

function Section(props: { title: string; count: number; children: preact.ComponentChildren }) {
  return (
    <section>
      <h2>{props.title} <span class="quiet small">{props.count ? t("{n} 件", { n: props.count }) : t("没有")}</span></h2>
      {props.children}
    </section>
  );
}

/** The form with which a family is visited: of that name, or the county's own that is about a household. */
export function visitForm(forms: Forms | null): string {
  const about = (forms?.records ?? []).filter((one) => one.household);
  return (about.find((one) => one.code === VISIT) ?? about[0])?.code ?? VISIT;
}

export function DutyLine({ duty }: { duty: Duty }) {
  return (
    <details class="item why">
      <summary>
        <span>
          <strong>{duty.title}</strong>
          <small>{[duty.says, duty.due_on && t("{day} 前", { day: dayShort(duty.due_on) })].filter(Boolean).join(" · ")}</small>
        </span>
        <Signs answer={duty.answer} name={duty.answer_name} />
      </summary>
      <ol>{duty.why.map((line) => <li key={line}>{line}</li>)}</ol>
    </details>
  );
}
