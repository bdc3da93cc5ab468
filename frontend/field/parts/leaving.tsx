// Leaving this phone for good. It waits for the outbox: what is not at the office must first be sent, or saved as a file.

import { useState } from "preact/hooks";

import { Unsent } from "../core/leaving.ts";
import { t } from "../words.ts";
import { useSession } from "./use.ts";

export function Leaving() {
  const session = useSession();
  const [asked, setAsked] = useState(false);
  const [unsent, setUnsent] = useState<Unsent | null>(null);
  const leave = async () => {
    try {
      await session.signOut();
      location.hash = "";
      location.reload();
    } catch (error) {
      if (!(error instanceof Unsent)) throw error;
      setUnsent(error);
    }
  };
  if (!asked) return <button type="button" class="link" onClick={() => setAsked(true)}>{t("退出这部手机")}</button>;
  return (
    <div class="card stack">
      <p>{t("退出后，这部手机上的资料全部清空，再用要重新登录、设口令。只是放下手机，用“锁上”就够了。")}</p>
      {unsent && (
        <p class="problem" role="alert">
          {t("还有 {n} 条记录、{m} 张照片没有发出，现在不能退出。", { n: unsent.left.envelopes, m: unsent.left.pictures })}{" "}
          <a href="#/outbox">{t("请先发送，或者存成文件交办公室")}</a>
        </p>
      )}
      <p class="buttons">
        <button type="button" class="button" onClick={() => void leave()}>{t("退出并清空")}</button>
        <button type="button" class="button plain" onClick={() => setAsked(false)}>{t("返回")}</button>
      </p>
    </div>
  );
}
