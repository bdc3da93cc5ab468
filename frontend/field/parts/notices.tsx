// What the phone says by itself, above every screen: a newer app, room that runs out, what a browser has thrown away.

import { useEffect, useState } from "preact/hooks";

import { newerBuild, onNewer, takeNewer } from "../register.ts";
import { t } from "../words.ts";
import { usePath, useSession } from "./use.ts";

const WRITING = ["write", "raise", "record", "case", "presence"];

export function Notices() {
  const { status } = useSession();
  return (
    <>
      <Newer />
      {status.low && <p class="problem" role="alert">{t("手机快存满了。记录还能写，照片可能放不下。请尽快联网发送，或者删掉手机里别的东西。")}</p>}
      {status.refused > 0 && <p class="problem">{t("有 {n} 张照片办公室没有收下，还留在手机里；记录本身不受影响。", { n: status.refused })}</p>}
    </>
  );
}

/** Not while somebody is writing: a new app begins with the PIN. */
function Newer() {
  const [newer, setNewer] = useState(newerBuild);
  const [where = ""] = usePath();
  useEffect(() => onNewer(() => setNewer(newerBuild())), []);
  if (newer === "none" || WRITING.includes(where)) return null;
  return (
    <p class="notice">
      <button type="button" class="link" onClick={takeNewer}>{t("有新版本，点此更新")}</button>
      {newer === "other_windows" && <span role="alert"> {t("驻村还开着别的窗口，请先关掉，再点更新。")}</span>}
    </p>
  );
}

/** Before the PIN. What was lost is known at the office by its numbers; here it can only be said. */
export function ThrownAway() {
  return (
    <p class="door problem" role="alert">
      {t("浏览器清掉了驻村在这部手机上的资料，当时没有发出的记录找不回来了。重新开始使用后，资料会重新取回；缺了哪几条，办公室看得到，请照着补记。")}
    </p>
  );
}
