// The households of my villages: by name, by first letters, those that ask for attention first.

import { useState } from "preact/hooks";

import { visitForm } from "./home.tsx";
import { Empty, Frame } from "../parts/frame.tsx";
import { matching } from "../parts/household_pick.tsx";
import { NotSent } from "../parts/not_sent.tsx";
import { useSession } from "../parts/use.ts";
import { dayName, t } from "../words.ts";

const SHOWN = 60;

export function Households() {
  const { pulled } = useSession();
  const [typed, setTyped] = useState("");
  const all = pulled.villages.flatMap((village) => village.households);
  const found = typed ? matching(all, typed) : all;
  return (
    <Frame here="households" title={t("农户")} under={pulled.villages.map((one) => t("{name} {n} 户", { name: one.name, n: one.households.length })).join(" · ")}>
      <div class="field">
        <label for="find">{t("户主或家人姓名、拼音首字母")}</label>
        <input id="find" type="search" autocomplete="off" value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
      </div>
      {found.length === 0 && <Empty says={typed ? t("没有找到“{typed}”。", { typed }) : t("手机上还没有农户。")} next={t("有网络时点上面的条子，取最新的名册。")} />}
      {found.slice(0, SHOWN).map((one) => (
        <a key={one.id} class="item" href={`#/household/${one.id}`}>
          <span>
            <strong>{one.head}</strong>
            <small>{[one.group, t("{n} 人", { n: one.people }), ...one.marks].join(" · ")}</small>
          </span>
          <span class="quiet small">{one.last_seen ? dayName(one.last_seen) : t("没有走访记录")}</span>
        </a>
      ))}
      {found.length > SHOWN && <p class="quiet small">{t("还有 {n} 户没有列出，请写姓名查找。", { n: found.length - SHOWN })}</p>}
    </Frame>
  );
}

export function HouseholdPage({ id }: { id: string }) {
  const { pulled } = useSession();
  const one = pulled.villages.flatMap((village) => village.households).find((household) => household.id === id);
  const records = pulled.records.filter((record) => record.household === id);
  if (!one) return <Frame here="households" back="households" title={t("没有这一户")}><Empty says={t("这一户不在您的村里，或者已经并户、迁出。")} next={t("有疑问的，请到农户名册上核对。")} /></Frame>;
  return (
    <Frame here="households" back="households" title={one.head} under={[one.group, t("{n} 人", { n: one.people }), ...one.marks].join(" · ")}>
      <p class="buttons">
        <a class="button" href={`#/write/${visitForm(pulled.forms)}/${id}`}>{t("走访")}</a>
        <a class="button plain" href={`#/raise/matter/${id}`}>{t("有事要办")}</a>
      </p>
      <dl class="facts">
        <dt>{t("上次走访")}</dt><dd>{one.last_seen ? dayName(one.last_seen) : t("没有记录")}</dd>
        {one.agreed && <><dt>{t("约好下次")}</dt><dd>{dayName(one.agreed)}</dd></>}
        <dt>{t("帮扶责任人")}</dt><dd>{one.answered_for || t("还没有")}</dd>
      </dl>
      <h2>{t("家里人")}</h2>
      <ul class="bare">
        {one.members.map((member, at) => <li key={at} class="line"><strong>{member.name || t("未满十四周岁")}</strong> <span class="quiet">{[member.relation, member.age].filter(Boolean).join(" · ")}</span></li>)}
      </ul>
      {one.members.length === 0 && <p class="quiet">{t("还没有登记家庭成员。")}</p>}
      <NotSent about={(out) => out.envelope.body["household"] === id} />
      <h2>{t("最近的记录")}</h2>
      {records.length === 0 && <p class="quiet">{t("近两个月没有记录。")}</p>}
      <ul class="bare">{records.map((record) => <li key={record.id} class="line">{dayName(record.occurred_on)} {record.title}</li>)}</ul>
    </Frame>
  );
}
