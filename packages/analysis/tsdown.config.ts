import { defineConfig } from "tsdown";

export default defineConfig({
  entry: { index: "src/index.ts", schema: "src/schema.ts" },
  platform: "neutral",
  dts: true,
});
