// Runs pnpm on a machine that has only Node and npm: the pinned pnpm, and the pinned Node where the machine's own is
// too old for the development tools, both through npm's cache. Nothing is installed globally.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const root = new URL("../../", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
const developmentNode = "24.21.0";
const oldestForDevelopment = 22;

const packages = ["-p", manifest.packageManager.split("+")[0]];
if (Number(process.versions.node.split(".")[0]) < oldestForDevelopment) {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const prefix = platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  packages.unshift("-p", `${prefix}-${platform}-${process.arch}@${developmentNode}`);
}

const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", npm_config_loglevel: "error" };

function pnpm(...args) {
  const shell = process.platform === "win32";
  const run = spawnSync("npx", ["--yes", ...packages, "--", "pnpm", ...args], {
    cwd: root,
    stdio: "inherit",
    env,
    shell,
  });
  if (run.error) console.error(`Could not start npx: ${run.error.message}. Install Node with npm and try again.`);
  if (run.status !== 0) process.exit(run.status ?? 1);
}

pnpm("install", "--frozen-lockfile", "--reporter=append-only", "--loglevel=warn");
pnpm(...process.argv.slice(2));
