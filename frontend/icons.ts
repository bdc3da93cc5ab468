// One sprite with the icons in use, so that a page on a weak signal fetches a few kilobytes once.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";

const used = `
  home map-pin map calendar calendar-check notebook notes home-heart clipboard-check building-bridge target-arrow scale award school
  archive file-text book gavel settings plus user menu-2 search download upload chevron-right chevron-left chevron-down arrow-left
  x check contrast-2 text-size language printer filter logout device-mobile eye alert-triangle info-circle lock
  refresh pencil trash key history users wifi-off paperclip message-circle folder external-link
`.trim().split(/\s+/);

export function icons(): Plugin {
  const require = createRequire(import.meta.url);
  const symbol = (name: string) => {
    const svg = readFileSync(require.resolve(`@tabler/icons/outline/${name}.svg`), "utf8");
    const drawing = svg.replace(/<\/?svg[^>]*>|<path stroke="none"[^>]*>/g, "").replace(/\s+/g, " ").trim();
    return `<symbol id="${name}" viewBox="0 0 24 24">${drawing}</symbol>`;
  };
  return {
    name: "icons",
    generateBundle() {
      const source = `<svg xmlns="http://www.w3.org/2000/svg">${used.map(symbol).join("")}</svg>`;
      this.emitFile({ type: "asset", fileName: "icons.svg", source });
    },
  };
}
