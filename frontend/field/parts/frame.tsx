// What is around every screen: what has not been sent, the title, the five places one goes.

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { momentName, t } from "../words.ts";
import { back } from "./trail.ts";
import { useSession } from "./use.ts";

const PLACES = [
  ["", "home", "首页"],
  ["households", "users", "农户"],
  ["add", "plus", "记一笔"],
  ["cases", "clipboard-check", "办件"],
  ["mine", "user", "我的"],
] as const;

export function Icon({ name }: { name: string }) {
  return (
    <svg class="icon" aria-hidden="true">
      <use href={`${import.meta.env.BASE_URL}icons.svg#${name}`} />
    </svg>
  );
}

/** `back`: where back leads when this screen was the first one opened. */
export function Frame(props: { title: string; under?: string; here: string; back?: string; children: ComponentChildren }) {
  const { back: belongs } = props;
  return (
    <>
      <Bar />
      <header class="head">
        {belongs !== undefined && (
          <button type="button" class="back" onClick={() => back(belongs)} aria-label={t("返回")}>
            <Icon name="arrow-left" />
          </button>
        )}
        <div>
          <Title>{props.title}</Title>
          {props.under && <p class="quiet small">{props.under}</p>}
        </div>
      </header>
      <main class="stack">{props.children}</main>
      <nav class="places" aria-label={t("主要位置")}>
        {PLACES.map(([path, icon, name]) => (
          <a key={path} href={`#/${path}`} aria-current={props.here === path ? "page" : undefined} class={path === "add" ? "add" : ""}>
            <Icon name={icon} />
            <span>{t(name)}</span>
          </a>
        ))}
      </nav>
    </>
  );
}

/** The name of a screen has the focus when the screen changes, so that it is read out first. */
function Title({ children }: { children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useEffect(() => void (document.title = `${children} · ${t("驻村")}`), [children]);
  return <h1 ref={heading} tabIndex={-1}>{children}</h1>;
}

/** Always there: whether what was written is at the office yet, and from when what is shown is. Read out only when it matters. */
function Bar() {
  const { status } = useSession();
  const words = [
    status.left ? t("{n} 条待发送", { n: status.left }) : t("都已送达"),
    status.state === "sign_in" ? t("需要重新登录后发送") : status.behind ? t("没有网络也能照常记") : "",
  ];
  const since = status.as_of ? t("数据截至 {when}", { when: momentName(status.as_of) }) : t("还没有同步过");
  return (
    <section aria-label={t("发送情况")}>
      <a class={`bar ${status.left || status.no ? "waits" : ""}`} href="#/outbox">
        <span>
          <span role="status">{words.filter(Boolean).join(" · ")}</span>
          <small>{status.sending && status.left > 0 ? t("正在发送…") : since}</small>
        </span>
        {status.no > 0 && <strong>{t("{n} 条要您处理", { n: status.no })}</strong>}
      </a>
    </section>
  );
}

export function Empty({ says, next }: { says: string; next?: string }) {
  return (
    <div class="empty">
      <p>{says}</p>
      {next && <p class="quiet small">{next}</p>}
    </div>
  );
}
