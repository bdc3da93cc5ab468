// Mine: my month, my duties, this phone. Signing out waits for the outbox.

import { useEffect, useState } from "preact/hooks";

import { DutyLine } from "./home.tsx";
import { Empty, Frame } from "../parts/frame.tsx";
import { Leaving } from "../parts/leaving.tsx";
import { useSession } from "../parts/use.ts";
import { APP } from "../session.ts";
import { dayName, t } from "../words.ts";

export function Mine() {
  const { pulled } = useSession();
  return (
    <Frame here="mine" title={pulled.me?.person.name ?? t("我的")} under={pulled.me?.postings.map((one) => `${one.village_name} ${one.role_name}`).join(" · ")}>
      <a class="item" href="#/month"><span><strong>{t("我的在岗")}</strong><small>{t("这个月和上个月")}</small></span></a>
      <a class="item" href="#/duties"><span><strong>{t("我的职责")}</strong><small>{t("每一条都说为什么")}</small></span></a>
      <a class="item" href="#/records"><span><strong>{t("我写的记录")}</strong><small>{t("写错了在这里更正")}</small></span></a>
      <a class="item" href="#/outbox"><span><strong>{t("发送情况")}</strong><small>{t("没有发出的、要处理的")}</small></span></a>
      <Phone />
    </Frame>
  );
}

export function Duties() {
  const { pulled } = useSession();
  return (
    <Frame here="mine" back="mine" title={t("我的职责")} under={pulled.duties ? t("截至 {when} 的情况", { when: dayName(pulled.duties.as_of) }) : ""}>
      {!pulled.duties && <Empty says={t("还没有取到。")} next={t("有网络时会自动取。")} />}
      {pulled.duties?.duties.map((duty) => <DutyLine key={duty.title} duty={duty} />)}
    </Frame>
  );
}

function Phone() {
  const session = useSession();
  const [used, setUsed] = useState<number | null>(null);
  const [kept, setKept] = useState<boolean | null>(null);
  useEffect(() => {
    void navigator.storage?.estimate?.().then((said) => setUsed(said.usage ?? null));
    void navigator.storage?.persisted?.().then(setKept);
  }, []);
  const lock = () => {
    session.end();
    location.hash = "";
    location.reload();
  };
  return (
    <section>
      <h2>{t("这部手机")}</h2>
      <dl class="facts">
        <dt>{t("占用")}</dt><dd>{used === null ? t("不清楚") : t("{n} 兆", { n: (used / 1048576).toFixed(1) })}</dd>
        <dt>{t("浏览器是否答应保留")}</dt><dd>{kept ? t("是") : t("没有：很久不打开可能被清掉，请常联网发送")}</dd>
        <dt>{t("版本")}</dt><dd>{APP}</dd>
      </dl>
      <button type="button" class="button plain wide" onClick={lock}>{t("锁上")}</button>
      <Leaving />
    </section>
  );
}
