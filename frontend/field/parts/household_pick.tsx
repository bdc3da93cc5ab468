// Choosing a household of one's own villages: by characters of the name, or the first letters of its pinyin.

import { useState } from "preact/hooks";

import type { Household } from "../shapes.ts";
import { t } from "../words.ts";
import { useSession } from "./use.ts";

const SHOWN = 8;

export function matching(households: readonly Household[], typed: string): Household[] {
  const words = typed.trim();
  if (!words) return households.filter((one) => one.marks.length > 0);
  const letters = words.toLowerCase();
  const latin = /^[a-z]+$/.test(letters);
  return households.filter((one) =>
    latin ? one.initials.split(" ").some((some) => some.startsWith(letters)) : one.head.includes(words) || one.members.some((member) => member.name.includes(words)),
  );
}

interface Pick {
  readonly id: string;
  readonly value: string;
  readonly change: (id: string) => void;
  readonly "aria-describedby"?: string | undefined;
  readonly "aria-invalid"?: boolean | undefined;
  readonly "aria-required"?: boolean | undefined;
}

export function HouseholdPick({ id, value, change, ...told }: Pick) {
  const { pulled } = useSession();
  const [typed, setTyped] = useState("");
  const all = pulled.villages.flatMap((village) => village.households);
  const chosen = all.find((one) => one.id === value);
  if (chosen) {
    return (
      <div class="chosen">
        <span id={id} tabIndex={-1}><strong>{chosen.head}</strong> <span class="quiet">{chosen.group}</span></span>
        <button type="button" class="link" onClick={() => change("")}>
          {t("换一户")}
        </button>
      </div>
    );
  }
  const found = matching(all, typed);
  return (
    <div>
      <input {...told} id={id} type="search" autocomplete="off" placeholder={t("户主姓名或拼音首字母")} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
      <ul class="bare picks">
        {found.slice(0, SHOWN).map((one) => (
          <li key={one.id}>
            <button type="button" class="pick" onClick={() => change(one.id)}>
              <strong>{one.head}</strong>
              <span class="quiet">{[one.group, ...one.marks].join(" · ")}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.length > SHOWN && <p class="quiet small">{t("还有 {n} 户，请再多写几个字。", { n: found.length - SHOWN })}</p>}
      {found.length === 0 && <p class="quiet small">{typed ? t("本村没有这样的一户。") : t("写户主姓名，或者拼音首字母。")}</p>}
    </div>
  );
}
