// The field app: a page, its script and style with hashed names, and a service worker that knows them all.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import { defineConfig } from "vite";

import { icons } from "../icons.ts";

const BASE = "/static/field/";
const PUBLIC = ["favicon.svg", "field.webmanifest"]; // named as they are, so their content counts
const version = (JSON.parse(readFileSync(new URL("./version.json", import.meta.url), "utf8")) as { app: string }).app;

/** Writes into the worker which files there are, and into the page which build it is: whatever changes, the worker changes. */
function files(): Plugin {
  return {
    name: "files",
    enforce: "post",
    generateBundle(_options, bundle) {
      const names = Object.keys(bundle).filter((name) => name !== "worker.js" && name !== "index.html" && !name.endsWith(".map"));
      const worker = bundle["worker.js"];
      const page = bundle["index.html"];
      if (worker?.type !== "chunk" || page?.type !== "asset") throw new Error("no worker, or no page");
      const hash = createHash("sha256").update(worker.code).update(String(page.source));
      for (const name of names.sort()) hash.update(name).update(textOf(bundle[name]!));
      for (const name of PUBLIC) hash.update(readFileSync(new URL(`./public/${name}`, import.meta.url)));
      const build = hash.digest("hex").slice(0, 12);
      const list = JSON.stringify([...new Set([...names, ...PUBLIC])].map((name) => BASE + name));
      worker.code = worker.code.replaceAll("__FILES__", list).replaceAll("__BUILD__", JSON.stringify(build));
      page.source = String(page.source).replace("</head>", `  <meta name="build" content="${build}">\n</head>`);
    },
  };
}

function textOf(file: { type: "chunk"; code: string } | { type: "asset"; source: string | Uint8Array }): string | Uint8Array {
  return file.type === "chunk" ? file.code : file.source;
}

export default defineConfig({
  root: import.meta.dirname,
  base: BASE,
  define: { __APP__: JSON.stringify(version) },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [icons(), files()],
  build: {
    outDir: "../../zhucun/static/field",
    emptyOutDir: true,
    target: ["chrome87", "safari14"],
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: true,
    rolldownOptions: {
      input: { index: "frontend/field/index.html", worker: "frontend/field/worker/worker.ts" },
      output: {
        entryFileNames: (chunk) => (chunk.name === "worker" ? "worker.js" : "assets/[name]-[hash].js"),
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
});
