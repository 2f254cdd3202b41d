// Fails on source files of more than 400 lines: past that a file holds more than one thing.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const MOST_LINES = 400;

const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "packages", "apps", "tooling", "e2e"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => /\.(ts|tsx|mjs|cjs|js)$/.test(file) && !file.includes("/generated/"));

const long = files
  .map((file) => ({ file, lines: readFileSync(file, "utf8").split("\n").length }))
  .filter(({ lines }) => lines > MOST_LINES);
for (const { file, lines } of long) console.error(`${file} has ${lines} lines; split it, ${MOST_LINES} is the most.`);
if (long.length > 0) process.exitCode = 1;
