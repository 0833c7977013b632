import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

const root = (path: string): string => new URL(path, import.meta.url).pathname.replace(/^\/(?=[A-Za-z]:)/u, "");
const { version } = JSON.parse(readFileSync(root("package.json"), "utf8")) as { version: string };

/** The oldest runtime that must carry the code; electron-vite would aim at the one that is installed. */
const oldestNode = "node20.18";
const oldestChromium = "chrome130";

export default defineConfig({
  main: {
    define: { __APP_VERSION__: JSON.stringify(version) },
    build: {
      target: oldestNode,
      outDir: root("out/main"),
      // Everything is bundled: the shipped application has no node_modules.
      externalizeDeps: false,
      minify: "oxc",
      rolldownOptions: {
        input: {
          electron: root("src-main/electron/main.ts"),
          web: root("src-main/web/main.ts"),
          "documents-worker": root("src-main/core/documents/worker.ts"),
        },
        external: ["electron"],
        // One folder, so that a chunk may name its neighbours by import.meta.url.
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  },
  preload: {
    build: {
      target: oldestNode,
      outDir: root("out/preload"),
      externalizeDeps: false,
      minify: "oxc",
      rolldownOptions: {
        input: { preload: root("src-main/preload/preload.ts") },
        // Sandboxed preloads are CommonJS.
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: root("src-renderer"),
    base: "/",
    plugins: [react()],
    build: {
      target: oldestChromium,
      outDir: root("out/renderer"),
      minify: "oxc",
      // A data: URL for a small font or picture would need a wider content security policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: { index: root("src-renderer/index.html"), "web-client": root("src-main/web/client/client.ts") },
        output: {
          entryFileNames: (chunk) => (chunk.name === "web-client" ? "web-client.js" : "assets/[name]-[hash].js"),
        },
      },
    },
  },
});
