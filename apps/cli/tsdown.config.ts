import { cp, rm } from "node:fs/promises";
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
  inputOptions: {
    resolve: { conditionNames: ["@runcause/source", "import", "module", "default"], mainFields: ["module", "main"] },
  },
  hooks: {
    "build:done": async ({ options }) => {
      const target = `${options.outDir}/examples`;
      await rm(target, { recursive: true, force: true });
      await cp(EXAMPLES, target, { recursive: true });
    },
  },
});
