// Every sentence of the app goes through `t`: Chinese in the code, English in en.ts. `{name}` is filled in.

import { EN } from "./en.ts";

/** The language chosen on the web pages, which say it in a cookie. */
export const ENGLISH = /(?:^|;\s*)django_language=en/.test(document.cookie);
if (ENGLISH) document.documentElement.lang = "en";

export function t(chinese: string, values: Readonly<Record<string, string | number>> = {}): string {
  const said = ENGLISH ? (EN[chinese] ?? chinese) : chinese;
  return said.replace(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? ""));
}

/** 2026-11-22 → 11月22日 周日. */
export function dayName(day: string): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const week = "日一二三四五六"[new Date(Date.UTC(year, month - 1, date)).getUTCDay()]!;
  if (ENGLISH) return `${day} ${["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]["日一二三四五六".indexOf(week)]}`;
  return `${month}月${date}日 周${week}`;
}

/** 2026-11-25 → 11月25日. */
export function dayShort(day: string): string {
  const [, month, date] = day.split("-").map(Number) as [number, number, number];
  return ENGLISH ? day.slice(5) : `${month}月${date}日`;
}

/** A moment as people say it, in the phone's own time: 11月18日 10:00. */
export function momentName(moment: string | number): string {
  const at = new Date(moment);
  const pad = (number: number) => String(number).padStart(2, "0");
  const clock = `${pad(at.getHours())}:${pad(at.getMinutes())}`;
  if (ENGLISH) return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())} ${clock}`;
  return `${at.getMonth() + 1}月${at.getDate()}日 ${clock}`;
}

/** 一, 二 … 日. */
export function weekday(moment: number): string {
  return new Intl.DateTimeFormat(ENGLISH ? "en" : "zh-CN", { weekday: "narrow", timeZone: "UTC" }).format(moment);
}

/** Today where the villages are, by the phone's clock; the door's clock is told apart from it. */
export function today(now: number = Date.now()): string {
  return new Date(now + 8 * 3600_000).toISOString().slice(0, 10);
}
