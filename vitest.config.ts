import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["@runcause/source"] },
  ssr: { resolve: { conditions: ["@runcause/source"] } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "apps/*/src/**/*.test.ts", "tooling/*/*.test.ts", "e2e/**/*.test.ts"],
    setupFiles: ["tooling/property-seed.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: process.env["CI"] ? ["default", ["json", { outputFile: ".reports/tests.json" }]] : ["default"],
  },
});
