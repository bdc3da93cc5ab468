// Before the app: this phone's first day, and the PIN every other day.

import { useState } from "preact/hooks";

import { NoAnswer, Told } from "../core/door.ts";
import type { Keys } from "../core/keys.ts";
import { Store } from "../core/store.ts";
import { tryPin, type Opened } from "../core/tries.ts";
import { enrol, goToSignIn, phoneName, recover, type Listed } from "../devices.ts";
import { APP } from "../session.ts";
import { t } from "../words.ts";

type Enter = (store: Store, keys: Keys) => void;

export function Enrol({ enter, back }: { enter: Enter; back: (() => void) | null }) {
  const [pin, setPin] = useState("");
  const [twice, setTwice] = useState("");
  const [says, setSays] = useState("");
  const [signIn, setSignIn] = useState(false);
  const [busy, setBusy] = useState(false);
  const begin = async (event: Event) => {
    event.preventDefault();
    const wrong = wrongWith(pin, twice);
    if (wrong) return setSays(wrong);
    setBusy(true);
    try {
      const { store, keys } = await enrol(pin, phoneName(), APP);
      await navigator.storage?.persist?.();
      enter(store, keys);
    } catch (error) {
      setBusy(false);
      if (error instanceof Told && error.status === 401) setSignIn(true);
      else if (error instanceof Told) setSays(error.says);
      else if (error instanceof NoAnswer) setSays(t("现在没有网络。第一次使用需要联网一次。"));
      else throw error;
    }
  };
  return (
    <main class="door stack">
      <h1>{t("驻村")}</h1>
      <p>{t("在这部手机上记，没有网络也能用，有网络时自动送到办公室。")}</p>
      {signIn && <p class="problem">{t("请先登录。")} <button type="button" class="link" onClick={() => void goToSignIn()}>{t("去登录")}</button></p>}
      <form class="stack" onSubmit={(event) => void begin(event)}>
        <Pin id="pin" label={t("给这部手机设一个六位数字的口令")} value={pin} change={setPin} />
        <Pin id="twice" label={t("再输一次")} value={twice} change={setTwice} />
        <p class="quiet small">{t("口令只在这部手机上用，锁住手机里农户的资料。连续输错十次，资料会清空；没有发出的记录不会丢。")}</p>
        {says && <p class="problem" role="alert">{says}</p>}
        <button class="button wide" disabled={busy}>{busy ? t("正在准备…") : t("开始使用")}</button>
      </form>
      {back && <button type="button" class="link" onClick={back}>{t("返回")}</button>}
      <p class="quiet small">{t("苹果手机请用 Safari 打开，再“添加到主屏幕”。禁止录入涉密信息和工作秘密。")}</p>
    </main>
  );
}

export function Unlock({ people, enter, another }: { people: readonly Listed[]; enter: Enter; another: () => void }) {
  const [device, setDevice] = useState(people[0]!.device);
  const [pin, setPin] = useState("");
  const [says, setSays] = useState("");
  const [lost, setLost] = useState(false);
  const [busy, setBusy] = useState(false);
  const open = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    const store = await Store.open(device);
    const said = await tryPin(store, pin, Date.now());
    setBusy(false);
    setPin("");
    if (said.is === "open") return enter(store, said.keys);
    store.close();
    setLost(said.is === "destroyed");
    setSays(sentence(said));
  };
  return (
    <main class="door stack">
      <h1>{t("驻村")}</h1>
      {people.length > 1 && (
        <div class="field">
          <label for="who">{t("谁在用")}</label>
          <select id="who" value={device} onChange={(event) => setDevice(event.currentTarget.value)}>
            {people.map((one) => <option key={one.device} value={one.device}>{one.name}</option>)}
          </select>
        </div>
      )}
      {says && <p class="problem" role="alert">{says}</p>}
      {lost ? (
        <Recover device={device} enter={enter} />
      ) : (
        <form class="stack" onSubmit={(event) => void open(event)}>
          <Pin id="pin" label={people.length > 1 ? t("口令") : t("{name}，请输口令", { name: people[0]!.name })} value={pin} change={setPin} />
          <button class="button wide" disabled={busy || pin.length < 6}>{busy ? t("正在打开…") : t("打开")}</button>
        </form>
      )}
      {!lost && <button type="button" class="link" onClick={() => setLost(true)}>{t("忘了口令")}</button>}
      <button type="button" class="link" onClick={another}>{t("另一个人用这部手机")}</button>
    </main>
  );
}

/** A new PIN after a fresh sign-in: the outbox is opened again, what was pulled is fetched anew. */
function Recover({ device, enter }: { device: string; enter: Enter }) {
  const [pin, setPin] = useState("");
  const [twice, setTwice] = useState("");
  const [says, setSays] = useState("");
  const getBack = async (event: Event) => {
    event.preventDefault();
    const wrong = wrongWith(pin, twice);
    if (wrong) return setSays(wrong);
    const store = await Store.open(device);
    try {
      enter(store, await recover(store, pin, APP));
    } catch (error) {
      store.close();
      if (error instanceof Told && error.status === 401) void goToSignIn();
      else if (error instanceof Told) setSays(error.says);
      else if (error instanceof NoAnswer) setSays(t("现在没有网络，等有网络时再取回。"));
      else throw error;
    }
  };
  return (
    <form class="stack" onSubmit={(event) => void getBack(event)}>
      <p>{t("登录一次，设一个新口令，就能取回没有发出的记录；农户的资料会重新取。")}</p>
      <Pin id="pin" label={t("新口令，六位数字")} value={pin} change={setPin} />
      <Pin id="twice" label={t("再输一次")} value={twice} change={setTwice} />
      {says && <p class="problem" role="alert">{says}</p>}
      <button class="button wide">{t("登录并取回没有发出的记录")}</button>
    </form>
  );
}

/** Why this cannot be a PIN, or nothing. */
function wrongWith(pin: string, twice: string): string {
  if (!/^\d{6}$/.test(pin)) return t("口令是六位数字。");
  if (/^(\d)\1*$/.test(pin) || "01234567890".includes(pin) || "09876543210".includes(pin)) return t("这样的口令容易被猜到，请换一个。");
  return pin === twice ? "" : t("两次输入的口令不一样。");
}

function sentence(said: Exclude<Opened, { is: "open" }>): string {
  const minutes = "wait" in said ? Math.ceil(said.wait / 60_000) : 0;
  if (said.is === "destroyed") return t("口令输错十次，手机里农户的资料已清空。没有发出的记录还在，登录后取回。");
  if (said.is === "wait") return t("请 {n} 分钟后再试。", { n: minutes });
  const left = t("口令不对，还可以试 {n} 次。", { n: said.left });
  return minutes ? left + t("请 {n} 分钟后再试。", { n: minutes }) : left;
}

function Pin({ id, label, value, change }: { id: string; label: string; value: string; change: (value: string) => void }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} type="password" inputMode="numeric" autocomplete="off" maxLength={6} class="pin" value={value} onInput={(event) => change(event.currentTarget.value)} />
    </div>
  );
}
