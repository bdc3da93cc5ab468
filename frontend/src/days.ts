// Which day is this cell? The ribbon stays light (no title on 31,000 cells); the word is looked up when pointed at.

function nameCell({ target }: Event): void {
  const cell = target as HTMLElement;
  if (cell.title || !cell.matches(".days[role] > i")) return;
  const day = Array.prototype.indexOf.call(cell.parentNode?.children, cell) + 1;
  const word = document.querySelector(`.legend i.${cell.className}`)?.closest("li")?.textContent?.trim();
  cell.title = word ? `${day} · ${word}` : String(day);
}

export function days(): void {
  document.addEventListener("mouseover", nameCell);
}
