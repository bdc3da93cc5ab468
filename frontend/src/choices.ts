// The reader's own choices: light or dark, normal or large type. They are cookies, not local storage, because the
// server writes them into <html> and so the page never flashes in the wrong colours.

const root = document.documentElement;

function remember(name: string, value: string | null): void {
  const age = value === null ? 0 : 31536000;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${value ?? ""}; path=/; max-age=${age}; samesite=lax${secure}`;
}

/** Choosing what the system already has means following the system again. */
function turnTheme(): void {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const next = (root.dataset["theme"] ?? system) === "dark" ? "light" : "dark";
  if (next === system) delete root.dataset["theme"];
  else root.dataset["theme"] = next;
  remember("theme", next === system ? null : next);
}

function turnSize(): void {
  const large = root.dataset["size"] !== "large";
  if (large) root.dataset["size"] = "large";
  else delete root.dataset["size"];
  remember("size", large ? "large" : null);
}

export function choices(): void {
  document.addEventListener("click", ({ target }) => {
    const button = (target as Element).closest<HTMLElement>("[data-turns]");
    if (button?.dataset["turns"] === "theme") turnTheme();
    if (button?.dataset["turns"] === "size") turnSize();
  });
}
