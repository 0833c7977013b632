import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import { build, type Plugin } from "vite";

const root = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(readFileSync(root("package.json"), "utf8")) as { readonly version: string };
const define = { __APP_VERSION__: JSON.stringify(version) };

/** The oldest runtime that must carry the code; electron-vite would aim at the one that is installed. */
const oldestNode = "node20.18";
const oldestChromium = "chrome130";

/** Each build lists the packages that it bundled, with their licences. `scripts/third-party.ts` reads these lists. */
const license = (build: string): { readonly fileName: string } => ({ fileName: `third-party/${build}.json` });

/** Fonts reach the output as files that a stylesheet names, and Vite's list of licences covers only scripts. */
function bundledFiles(): Plugin {
  return {
    name: "bundled-files",
    generateBundle(_options, bundle) {
      const files = Object.values(bundle).flatMap((output) =>
        output.type === "asset" ? output.originalFileNames.filter((file) => file.includes("node_modules/")) : [],
      );
      this.emitFile({ type: "asset", fileName: "third-party/files.json", source: JSON.stringify(files, null, 2) });
    },
  };
}

/**
 * Programs for plain Node beside Electron's main process, each whole in itself. Not entries of the same build: what
 * several entries share may be put into one of them, and the browser host would then load Electron.
 */
function nodePrograms(programs: Readonly<Record<string, string>>): Plugin {
  return {
    name: "node-programs",
    async closeBundle() {
      for (const [name, entry] of Object.entries(programs)) {
        await build({
          configFile: false,
          root: root("."),
          logLevel: "warn",
          define,
          ssr: { noExternal: true },
          build: {
            ssr: root(entry),
            license: license(name),
            target: oldestNode,
            outDir: root("out/main"),
            emptyOutDir: false,
            minify: "oxc",
            rolldownOptions: { output: { format: "es", entryFileNames: `${name}.js`, codeSplitting: false } },
          },
        });
      }
    },
  };
}

export default defineConfig({
  main: {
    define,
    plugins: [nodePrograms({ web: "src-main/web/main.ts", "documents-worker": "src-main/core/documents/worker.ts" })],
    build: {
      target: oldestNode,
      license: license("electron"),
      outDir: root("out/main"),
      // Everything is bundled: the shipped application has no node_modules.
      externalizeDeps: false,
      minify: "oxc",
      rolldownOptions: {
        input: { electron: root("src-main/electron/main.ts") },
        external: ["electron"],
        checks: { pluginTimings: false },
        // CommonJS: what must run before Electron is ready (the app:// scheme, the sandbox) then surely does, while an
        // ES module is loaded beside the start.
        output: { format: "cjs", entryFileNames: "[name].cjs", chunkFileNames: "[name]-[hash].cjs" },
      },
    },
  },
  preload: {
    build: {
      target: oldestNode,
      license: license("preload"),
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
    publicDir: root("resources/public"),
    plugins: [react(), bundledFiles()],
    build: {
      target: oldestChromium,
      license: license("renderer"),
      outDir: root("out/renderer"),
      minify: "oxc",
      // A data: URL for a small font or picture would need a wider content security policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1_500,
      rolldownOptions: {
        input: {
          index: root("src-renderer/index.html"),
          "web-client": root("src-main/web/client/client.ts"),
          "web-return": root("src-main/web/client/return.ts"),
        },
        output: {
          entryFileNames: ({ name }) => (name.startsWith("web-") ? `${name}.js` : "assets/[name]-[hash].js"),
        },
      },
    },
  },
});
