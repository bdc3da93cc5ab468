// Three files with fixed names: Django's manifest storage adds the hashes.
import { defineConfig } from "vite";
import { icons } from "./icons.ts";

export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [icons()],
  build: {
    outDir: "../zhucun/static/zhucun",
    emptyOutDir: true,
    // The oldest web views still met on village phones.
    target: ["chrome87", "safari14"],
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: true,
    rolldownOptions: {
      input: { app: "frontend/src/app.ts" },
      output: { entryFileNames: "[name].js", assetFileNames: "[name][extname]" },
    },
  },
});
