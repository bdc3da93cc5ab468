// Forms on a patchy signal: one tap sends once, nothing typed is lost, and the first mistake is under the cursor.

import { say } from "./notices.ts";

function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (form.method !== "post") return;
  if (!navigator.onLine) {
    event.preventDefault();
    say("offline");
    return;
  }
  if (form.dataset["sent"]) {
    event.preventDefault();
    return;
  }
  // htmx may need to send a form again, and a form that only fetches a file leaves its page standing.
  if (form.matches("[hx-post], [data-again]")) return;
  form.dataset["sent"] = "yes";
  delete form.dataset["changed"];
  event.submitter?.setAttribute("aria-busy", "true");
}

/** Back from the next page: the browser shows the old form as it was, and it must be usable again. */
function onPageShow(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sent]")) delete form.dataset["sent"];
  document.querySelectorAll("form [aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

function onChange({ target }: Event): void {
  const form = (target as HTMLInputElement).form;
  if (form?.matches("[data-auto]")) form.submit();
  if (form?.matches("[data-guard]")) form.dataset["changed"] = "yes";
}

function onBeforeUnload(event: BeforeUnloadEvent): void {
  if (document.querySelector("form[data-changed]")) event.preventDefault();
}

function onClick({ target }: Event): void {
  const button = (target as Element).closest<HTMLButtonElement>("[data-shows]");
  const input = button && document.getElementById(button.dataset["shows"] ?? "");
  if (!button || !(input instanceof HTMLInputElement)) return;
  const shown = input.type === "password";
  input.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
}

export function forms(): void {
  document.addEventListener("submit", onSubmit);
  document.addEventListener("change", onChange);
  document.addEventListener("click", onClick);
  addEventListener("pageshow", onPageShow);
  addEventListener("beforeunload", onBeforeUnload);
  const wrong = document.querySelector<HTMLElement>('[aria-invalid="true"]');
  if (wrong) wrong.focus();
  else document.querySelector("form .refused")?.scrollIntoView({ block: "center" });
}
