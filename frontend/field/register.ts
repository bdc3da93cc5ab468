// Builds of the app. A new one waits until every page of the one before is left, or until a person asks for it: two builds never
// share one outbox at the same time.

export type Newer = "none" | "waiting" | "other_windows";

const LOOK_EVERY = 3600_000;
let registration: ServiceWorkerRegistration | null = null;
let newer: Newer = "none";
let looked = Date.now();
const listeners = new Set<() => void>();

export async function followBuilds(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  registration = await navigator.serviceWorker.register("/field/worker.js", { scope: "/field/" });
  registration.addEventListener("updatefound", () => registration!.installing?.addEventListener("statechange", look));
  document.addEventListener("visibilitychange", lookAgain);
  look();
}

export function newerBuild(): Newer {
  return newer;
}

export function onNewer(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The person wants the new build. The worker says no while another window still shows the old one. */
export function takeNewer(): void {
  const waiting = registration?.waiting;
  if (!waiting) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  const channel = new MessageChannel();
  channel.port1.onmessage = () => tell("other_windows");
  waiting.postMessage("take over", [channel.port2]);
}

function look(): void {
  tell(registration?.waiting && navigator.serviceWorker.controller ? "waiting" : "none");
}

/** An app that stays open for days is told of a new build too. */
function lookAgain(): void {
  if (document.hidden || Date.now() - looked < LOOK_EVERY) return;
  looked = Date.now();
  void registration?.update().catch(() => null); // without a network there is nothing newer
}

function tell(now: Newer): void {
  newer = now;
  for (const listener of listeners) listener();
}
