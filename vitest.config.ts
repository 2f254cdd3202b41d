import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["@runcause/source"] },
  ssr: { resolve: { conditions: ["@runcause/source"] } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "apps/*/src/**/*.test.ts", "tooling/*/*.test.ts", "e2e/**/*.test.ts"],
    setupFiles: ["tooling/property-seed.ts"],
    // Against hanging only: the exhaustive tests take a minute on a fast machine, and slow ones are welcome, too.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    reporters: process.env["CI"] ? ["default", ["json", { outputFile: ".reports/tests.json" }]] : ["default"],
  },
});
