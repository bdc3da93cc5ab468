// The core alone, as one module, for the tests that run it in a browser without screens. `--outDir` says where.
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  build: {
    lib: { entry: "core/index.ts", formats: ["es"], fileName: "core" },
    target: ["chrome87", "safari14"],
    minify: false,
    emptyOutDir: true,
  },
});
