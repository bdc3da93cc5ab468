// My month, day by day, and an exception to write down. No sign-in is asked for, no place is taken.

import { Asking } from "../parts/asking.tsx";
import type { Answers } from "../parts/field.tsx";
import { Empty, Frame } from "../parts/frame.tsx";
import { NotSent } from "../parts/not_sent.tsx";
import { go, useSession } from "../parts/use.ts";
import type { Entry, Field, Month as MonthPart } from "../shapes.ts";
import { dayName, t, today, weekday } from "../words.ts";

export function Month() {
  const { pulled } = useSession();
  const months = Object.entries(pulled.months).sort(([one], [other]) => other.localeCompare(one));
  return (
    <Frame here="mine" back="mine" title={t("我的在岗")} under={t("不打卡、不定位；例外才登记。")}>
      {months.length === 0 && <Empty says={t("还没有取到在岗日历。")} next={t("有网络时会自动取。")} />}
      <NotSent about={(one) => one.envelope.kind.startsWith("presence.")} />
      {months.map(([name, month]) => <Days key={name} month={month} />)}
      <p class="buttons"><a class="button" href="#/presence">{t("登记例外")}</a></p>
    </Frame>
  );
}

const MONDAY = Date.UTC(2026, 10, 16);
const WEEK = Array.from({ length: 7 }, (_, at) => weekday(MONDAY + at * 86_400_000));

function EntryLine({ one }: { one: Entry }) {
  const days = one.first === one.last ? dayName(one.first) : t("{first} 至 {last}", { first: dayName(one.first), last: dayName(one.last) });
  const line = <span><strong>{one.label}</strong><small>{days}</small></span>;
  if (!one.mine) return <p class="item">{line}</p>;
  return <a class="item" href={`#/entry/${one.id}`}>{line}<span class="quiet small">{t("撤销")}</span></a>;
}

/** Taking an entry of one's own back. */
export function TakeBack({ id }: { id: string }) {
  const session = useSession();
  const entry = Object.values(session.pulled.months).flatMap((month) => month.entries).find((one) => one.id === id && one.mine);
  if (!entry) return <Frame here="mine" back="month" title={t("没有这一条")}><Empty says={t("这一条已经改过，或者不在手机里。")} /></Frame>;
  const keep = (answers: Answers) => session.act("presence.void", { entry: id, because: answers["because"]! }, { base: id });
  const because: Field = { ...PLAIN, key: "because", label: t("为什么撤销"), type: "text", asked: true, max: 200 };
  return (
    <Frame here="mine" back="month" title={t("撤销：{title}", { title: entry.label })} under={dayName(entry.first)}>
      <Asking fields={[because]} start={{}} keep={keep} done={() => go("month")} button={t("撤销这一条")} />
    </Frame>
  );
}

function Days({ month }: { month: MonthPart }) {
  const first = month.days[0];
  const lead = first ? (new Date(`${first.day}T00:00:00Z`).getUTCDay() + 6) % 7 : 0;
  return (
    <section>
      <h2>{month.title}</h2>
      <p>{month.says}</p>
      {month.entries.map((one) => <EntryLine key={one.id} one={one} />)}
      <ol class="calendar" aria-label={month.title}>
        {WEEK.map((name, at) => <li key={`week-${at}`} class="weekday" aria-hidden="true">{name}</li>)}
        {Array.from({ length: lead }, (_, at) => <li key={`lead-${at}`} aria-hidden="true" />)}
        {month.days.map((one) => (
          <li key={one.day} class={one.sign === "w" ? "rest" : ""}>
            <div class="day" aria-label={`${dayName(one.day)} ${one.label}`} aria-current={one.day === today() ? "date" : undefined}>
              <b>{Number(one.day.slice(8))}</b>
              <i class={one.sign} />
              <span>{one.short}</span>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function Presence() {
  const session = useSession();
  const { me, forms } = session.pulled;
  const posting = me?.postings[0];
  if (!forms || !posting) return <Frame here="add" back="add" title={t("登记例外")}><Empty says={t("还没有取到表格，或者您现在没有派驻。")} /></Frame>;
  const keep = (answers: Answers) =>
    session.act("presence.add", { posting: posting.id, kind: answers["kind"]!, first: answers["first"]!, last: answers["last"] || answers["first"]!, note: answers["note"] ?? "" });
  return (
    <Frame here="add" back="add" title={t("登记例外")} under={posting.village_name}>
      <Asking fields={asked(forms.presence)} start={{ first: today() }} keep={keep} done={() => go("month")} />
    </Frame>
  );
}

const PLAIN = { help: "", max: null, default: null, options: [] };

function asked(kinds: Field["options"]): Field[] {
  return [
    { ...PLAIN, key: "kind", label: t("什么情况"), type: "choice", asked: true, options: kinds },
    { ...PLAIN, key: "first", label: t("哪天"), type: "date", asked: true },
    { ...PLAIN, key: "last", label: t("到哪天"), type: "date", asked: false, help: t("只有一天的，“到哪天”可不填。") },
    { ...PLAIN, key: "note", label: t("说明"), type: "text", asked: false, max: 200 },
  ];
}
