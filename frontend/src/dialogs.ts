// Opening and closing: dialogs by their id, the menu by a tap beside it, both by Escape.

function closeMenus(except: Element | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.me[open]")) {
    if (menu !== except) menu.open = false;
  }
}

function onClick(event: Event): void {
  const target = event.target as Element;
  const opener = target.closest<HTMLElement>("[data-opens]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset["opens"] ?? "");
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault();
      dialog.showModal();
    }
  }
  // A click on the backdrop reaches the dialog itself; one inside reaches a child.
  if (target instanceof HTMLDialogElement && target.open && !inside(target, event as MouseEvent)) target.close();
  target.closest("[data-closes]")?.closest("dialog")?.close();
  target.closest("[data-dismisses]")?.closest(".notice")?.remove();
  if (target.closest("[data-prints]")) print();
  const menu = target.closest("[data-me]") ? document.getElementById("me") : target.closest("details.me");
  if (target.closest("[data-me]") && menu instanceof HTMLDetailsElement) {
    event.preventDefault();
    menu.open = !menu.open;
    return;
  }
  closeMenus(target.closest(".panel") || target.closest("summary") ? menu : null);
}

function inside(dialog: HTMLDialogElement, { clientX, clientY }: MouseEvent): boolean {
  const box = dialog.getBoundingClientRect();
  return clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom;
}

export function dialogs(): void {
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector<HTMLDetailsElement>("details.me[open]");
    closeMenus(null);
    menu?.querySelector("summary")?.focus();
  });
}
