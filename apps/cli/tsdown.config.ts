import { cp, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { defineConfig } from "tsdown";

const EXAMPLES = new URL("../../examples/", import.meta.url);

export default defineConfig({
  entry: { main: "src/main.ts" },
  platform: "node",
  target: "node20.19",
  minify: true,
  fixedExtension: false,
  dts: false,
  deps: { alwaysBundle: /.*/ },
  // One file loads faster than several, and what is not called is not compiled.
  outputOptions: { codeSplitting: false },
  inputOptions: {
    resolve: {
      conditionNames: ["@runcause/source", "import", "module", "default"],
      mainFields: ["module", "main"],
      // commander loads it for subcommands in files of their own, which there are none of; it takes a tenth of the start.
      alias: { "node:child_process": fileURLToPath(new URL("bundle/no-child-process.ts", import.meta.url)) },
    },
  },
  hooks: {
    "build:done": async ({ options }) => {
      const target = `${options.outDir}/examples`;
      await rm(target, { recursive: true, force: true });
      await cp(EXAMPLES, target, { recursive: true });
    },
  },
});
