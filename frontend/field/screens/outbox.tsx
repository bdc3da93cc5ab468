// What was written and where it is: on the phone, at the office, or sent back with a reason. Both versions when two differ.

import { useState } from "preact/hooks";

import type { Plain } from "../core/canonical.ts";
import { exported } from "../core/exporting.ts";
import { NoRoom } from "../core/store.ts";
import { goToSignIn } from "../devices.ts";
import { Empty, Frame } from "../parts/frame.tsx";
import { OutLine } from "../parts/not_sent.tsx";
import { author, baseOf, meant, there, titleOf, type Rows } from "../parts/told.ts";
import { useOutgoing, useSession } from "../parts/use.ts";
import type { Outgoing, Session } from "../session.ts";
import { momentName, t, today } from "../words.ts";

const AT_ONCE = 50;

export function Outbox() {
  const session = useSession();
  const all = useOutgoing();
  const { sending, told, state, behind } = session.status;
  const open = all?.filter((one) => one.row.open) ?? [];
  const out = all?.filter((one) => one.row.state === "out") ?? [];
  return (
    <Frame here="mine" back="" title={t("发送情况")}>
      {told && <p class="problem" role="alert">{told}</p>}
      {state === "sign_in" && <p class="problem">{t("登录过期了，写的都在手机里。")} <button type="button" class="link" onClick={() => void goToSignIn()}>{t("重新登录后继续发送")}</button></p>}
      {state === "upload_only" && <p class="problem">{t("您的账号已停用。手机里没有交的会交给村里接手的人或者乡镇，交完后这部手机上的资料会清空。")}</p>}
      {behind > 0 && <p class="quiet" role="status">{t("现在连不上办公室。写的都在手机里，有网络时自动发送。")}</p>}
      <p class="buttons"><button type="button" class="button" disabled={sending} onClick={() => void session.send(true)}>{sending ? t("正在发送…") : t("现在发送")}</button></p>
      {open.length > 0 && <h2>{t("要您处理的")} <span class="quiet small">{open.length}</span></h2>}
      {open.map((one) => <No key={one.row.id} one={one} />)}
      {!all && <p class="quiet">{t("正在打开…")}</p>}
      {all && !out.length && <Empty says={open.length ? t("其余的都已送达。") : t("都已送达，手机里没有要发的。")} />}
      {out.length > 0 && <Waiting out={out} />}
    </Frame>
  );
}

function Waiting({ out }: { out: readonly Outgoing[] }) {
  const session = useSession();
  return (
    <>
      <h2>{t("没有发出的")} <span class="quiet small">{out.length}</span></h2>
      {out.slice(0, AT_ONCE).map((one) => <OutLine key={one.row.id} one={one} />)}
      {out.length > AT_ONCE && <p class="quiet small">{t("还有 {n} 条没有列出。", { n: out.length - AT_ONCE })}</p>}
      <p>
        <button type="button" class="button plain wide" onClick={() => void saveFile(session)}>{t("存成文件交办公室")}</button>
        <small>{t("一直没有网络时用。文件是锁着的，只有办公室能打开；交过以后手机里的照样能发，不会重复。")}</small>
      </p>
    </>
  );
}

/** The outbox as a file that only the office can open. */
async function saveFile(session: Session): Promise<void> {
  const file = await exported(session.store);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(file)], { type: "application/json" }));
  link.download = `zhucun-${file.county}-${today()}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** One that was answered with a no: why, both versions where somebody was first, and what the person decides. */
function No({ one }: { one: Outgoing }) {
  const session = useSession();
  const [full, setFull] = useState(false);
  const against = one.answer?.against as Readonly<Record<string, Plain>> | null | undefined;
  const mine = meant(session.pulled, one.envelope);
  const office = against ? there(session.pulled, against) : [];
  const title = titleOf(session.pulled, one.envelope);
  const again = async () => {
    try {
      await session.act(one.envelope.kind, one.envelope.body, { base: baseOf(against!) });
    } catch (error) {
      if (!(error instanceof NoRoom)) throw error;
      return setFull(true);
    }
    await session.letGo(one.row);
  };
  return (
    <section class="card stack" aria-label={title}>
      <h3>{title}</h3>
      <p class="problem">{one.answer?.says} {one.answer?.next}</p>
      <Version name={t("您 {when} 写的", { when: momentName(one.envelope.made_at) })} rows={mine} other={office} />
      {against && <Version name={author(against)} rows={office} other={mine} />}
      {full && <p class="problem" role="alert">{t("手机存不下了，这一条还没有存。请先腾出空间再点保存，写的内容还在。")}</p>}
      <p class="buttons">
        {against && !against["voided"] && <button type="button" class="button" onClick={() => void again()}>{t("仍按我写的")}</button>}
        <button type="button" class="button plain" onClick={() => void session.letGo(one.row)}>{against ? t("用办公室的") : t("知道了，不再提交")}</button>
      </p>
    </section>
  );
}

/** One version; where the other one says something else it is marked. */
function Version({ name, rows, other }: { name: string; rows: Rows; other: Rows }) {
  const elsewhere = new Map(other);
  const differs = (label: string, value: string) => elsewhere.has(label) && elsewhere.get(label) !== value;
  return (
    <div class="version">
      <h4>{name}</h4>
      <dl class="facts">
        {rows.map(([label, value]) => (
          <>
            <dt>{label}</dt>
            <dd>{differs(label, value) ? <mark>{value}</mark> : value}</dd>
          </>
        ))}
      </dl>
      {rows.length === 0 && <p class="quiet">{t("没有文字")}</p>}
    </div>
  );
}
