// What lies on this phone and not at the office yet, wherever a person looks for it.

import type { Outgoing } from "../session.ts";
import { momentName, t } from "../words.ts";
import { meant, titleOf } from "./told.ts";
import { useOutgoing, useSession } from "./use.ts";

const SHORT = 80;

/** The lines of those that are about what the screen is about; nothing where there are none. */
export function NotSent({ about }: { about: (one: Outgoing) => boolean }) {
  const found = (useOutgoing() ?? []).filter((one) => one.row.state === "out" && about(one));
  if (!found.length) return null;
  return (
    <section>
      <h2>{t("手机里还没有发出的")} <span class="quiet small">{found.length}</span></h2>
      {found.map((one) => <OutLine key={one.row.id} one={one} />)}
    </section>
  );
}

export function OutLine({ one }: { one: Outgoing }) {
  const { pulled } = useSession();
  const said = meant(pulled, one.envelope).map(([, value]) => value).join("；");
  return (
    <p class="item">
      <span>
        <strong>{titleOf(pulled, one.envelope)}</strong>
        <small>{said.length > SHORT ? `${said.slice(0, SHORT)}…` : said}</small>
        <small>{t("{when} 写的，等着发送", { when: momentName(one.envelope.made_at) })}</small>
      </span>
    </p>
  );
}
