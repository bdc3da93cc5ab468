// Which of the three doors is shown: enrol, PIN, or the app; then the screen of the address.

import { render } from "preact";
import { useState } from "preact/hooks";

import type { Keys } from "./core/keys.ts";
import type { Store } from "./core/store.ts";
import { listed, thrownAway } from "./devices.ts";
import { Notices, ThrownAway } from "./parts/notices.tsx";
import { Here, usePath, useScroll } from "./parts/use.ts";
import { Add } from "./screens/add.tsx";
import { CasePage, Cases } from "./screens/cases.tsx";
import { Enrol, Unlock } from "./screens/door.tsx";
import { Home } from "./screens/home.tsx";
import { HouseholdPage, Households } from "./screens/households.tsx";
import { Duties, Mine } from "./screens/mine.tsx";
import { Month, Presence, TakeBack } from "./screens/month.tsx";
import { Outbox } from "./screens/outbox.tsx";
import { Raise } from "./screens/raise.tsx";
import { RecordPage, Records } from "./screens/record.tsx";
import { Write } from "./screens/write.tsx";
import { Session } from "./session.ts";
import { followBuilds } from "./register.ts";

function App({ lost }: { lost: boolean }) {
  const people = listed();
  const [session, setSession] = useState<Session | null>(null);
  const [another, setAnother] = useState(people.length === 0);
  const enter = (store: Store, keys: Keys) => void Session.begin(store, keys).then(setSession);
  if (session) {
    return (
      <Here.Provider value={session}>
        <Notices />
        <Screen />
      </Here.Provider>
    );
  }
  return (
    <>
      {lost && <ThrownAway />}
      {another ? (
        <Enrol enter={enter} back={people.length ? () => setAnother(false) : null} />
      ) : (
        <Unlock people={people} enter={enter} another={() => setAnother(true)} />
      )}
    </>
  );
}

function Screen() {
  const path = usePath();
  useScroll(path);
  const [where = "", one = "", two = ""] = path;
  switch (where) {
    case "households":
      return <Households />;
    case "household":
      return <HouseholdPage key={one} id={one} />;
    case "add":
      return <Add />;
    case "write":
      return <Write key={one + two} code={one} household={two} />;
    case "raise":
      return <Raise key={one + two} flow={one} household={two} />;
    case "cases":
      return <Cases />;
    case "case":
      return <CasePage key={one} id={one} />;
    case "records":
      return <Records />;
    case "record":
      return <RecordPage key={one + two} id={one} act={two} />;
    case "month":
      return <Month />;
    case "presence":
      return <Presence />;
    case "entry":
      return <TakeBack key={one} id={one} />;
    case "mine":
      return <Mine />;
    case "duties":
      return <Duties />;
    case "outbox":
      return <Outbox />;
    default:
      return <Home />;
  }
}

// A phone put down for a while asks for the PIN again; what was being written is on the screen no longer, so it waits a good while.
const AWAY = 15 * 60_000;
let left = 0;
document.addEventListener("visibilitychange", () => {
  if (document.hidden) left = Date.now();
  else if (left && Date.now() - left > AWAY) location.reload();
});

const root = document.getElementById("app")!;
void thrownAway().then((lost) => {
  root.replaceChildren();
  render(<App lost={lost > 0} />, root);
  void followBuilds();
});
