// What one may write: the forms of the pack, what can be raised, and presence. A new form appears here by itself.

import { Empty, Frame } from "../parts/frame.tsx";
import { useSession } from "../parts/use.ts";
import { t } from "../words.ts";

export function Add() {
  const { pulled } = useSession();
  const forms = pulled.forms;
  return (
    <Frame here="add" title={t("记一笔")} under={t("写一次就够，台账、日志都从这里出。")}>
      {!forms && <Empty says={t("表格还没有取到。")} next={t("第一次使用需要联网取一次，以后没有网络也能写。")} />}
      {forms && (
        <>
          <h2>{t("工作记录")}</h2>
          {forms.records.map((form) => <Line key={form.code} href={`#/write/${form.code}`} title={form.title} help={form.help} />)}
          <h2>{t("在岗")}</h2>
          <Line href="#/presence" title={t("登记请假以外的例外")} help={t("公务外出、培训、周末在村。")} />
          <h2>{t("办件")}</h2>
          {forms.flows.filter((flow, at) => forms.flows.findIndex((one) => one.id === flow.id) === at).map((flow) => <Line key={flow.id} href={`#/raise/${flow.id}`} title={flow.title} help={flow.help} />)}
        </>
      )}
    </Frame>
  );
}

function Line({ href, title, help }: { href: string; title: string; help: string }) {
  return <a class="item" href={href}><span><strong>{title}</strong>{help && <small>{help}</small>}</span></a>;
}
