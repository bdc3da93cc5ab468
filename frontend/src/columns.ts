// Which columns of a table are shown: remembered on this device by the table's name, never sent anywhere.

const headsOf = (table: HTMLTableElement) => [...(table.tHead?.rows[0]?.cells ?? [])];
const wordOf = (head: HTMLTableCellElement) => head.dataset["column"] ?? head.textContent?.trim() ?? "";

function show(table: HTMLTableElement, hidden: Set<string>): void {
  const heads = headsOf(table);
  heads.forEach((head, at) => {
    for (const row of table.rows) {
      // A row that spans columns is not cut like the head and stays whole.
      const cell = row.cells.length === heads.length ? row.cells[at] : undefined;
      if (cell) cell.hidden = hidden.has(wordOf(head));
    }
  });
}

function fit(chooser: HTMLDetailsElement): void {
  const key = `columns:${chooser.dataset["columns"]}`;
  const table = chooser.nextElementSibling?.querySelector("table");
  if (!table) return;
  const list = chooser.querySelector("div") ?? chooser.appendChild(document.createElement("div"));
  const hidden = new Set(JSON.parse(localStorage.getItem(key) ?? "[]") as string[]);
  // The first column says whose row it is.
  const labels = headsOf(table).slice(1).map((head) => {
    const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: !hidden.has(wordOf(head)) });
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(wordOf(head));
      else hidden.add(wordOf(head));
      localStorage.setItem(key, JSON.stringify([...hidden]));
      show(table, hidden);
    });
    const label = document.createElement("label");
    label.append(box, wordOf(head));
    return label;
  });
  list.replaceChildren(...labels);
  chooser.hidden = false;
  show(table, hidden);
}

export function columns(): void {
  const all = () => document.querySelectorAll<HTMLDetailsElement>("details[data-columns]").forEach(fit);
  all();
  document.addEventListener("htmx:afterSettle", all);
}
