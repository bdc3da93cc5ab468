// Calm sentences for what only the browser can know. The words stand in <template id="says-…">, so they are translated.

export function say(what: "offline" | "failed"): void {
  const template = document.getElementById(`says-${what}`);
  const place = document.getElementById("notices");
  if (!(template instanceof HTMLTemplateElement) || !place) return;
  place.querySelectorAll(`[data-says="${what}"]`).forEach((old) => old.remove());
  const notice = template.content.cloneNode(true) as DocumentFragment;
  notice.firstElementChild?.setAttribute("data-says", what);
  place.append(notice);
  place.scrollIntoView({ block: "nearest" });
}

export function notices(): void {
  document.addEventListener("htmx:sendError", () => say("offline"));
  document.addEventListener("htmx:timeout", () => say("offline"));
  document.addEventListener("htmx:responseError", () => say("failed"));
  addEventListener("online", () => document.querySelectorAll('[data-says="offline"]').forEach((old) => old.remove()));
}
