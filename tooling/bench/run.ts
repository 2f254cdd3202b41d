// Measures the hot paths as ratios, because machines differ, and prints them beside what they are meant to stay below.
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { explain } from "@runcause/analysis";
import { buildSnapshots, type RunSnapshot, toPieces } from "@runcause/core";
import { makeRun } from "./make-run.ts";

const COMMAND = fileURLToPath(new URL("../../apps/cli/bin/runcause.js", import.meta.url));

interface Result {
  readonly name: string;
  readonly ratio: number;
  readonly most: number;
  readonly detail: string;
}

const folder = mkdtempSync(join(tmpdir(), "runcause-bench-"));

const ROUNDS = 400;
const WARM_UP = 50;

/** The median time of each action in milliseconds. They take turns, so that what disturbs one disturbs all. */
function medians<Name extends string>(actions: Readonly<Record<Name, () => unknown>>): Record<Name, number> {
  const names = Object.keys(actions) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const name of names) {
      const taken = time(actions[name]);
      if (round >= 0) times[name].push(taken);
    }
  }
  return Object.fromEntries(names.map((name) => [name, middle(times[name])])) as Record<Name, number>;
}

function middle(times: number[]): number {
  return times.sort((a, b) => a - b)[times.length >> 1] ?? 0;
}

const ms = (millis: number) => `${millis.toFixed(2)} ms`;

/** Checking and explaining a parsed snapshot against parsing its text. */
function measureThousand(): Result {
  const text = JSON.stringify(makeRun(1000));
  const parsed: unknown = JSON.parse(text);
  const read = () => buildSnapshots(toPieces(parsed, "bench")).snapshots[0] as RunSnapshot;
  const { parse, validate, both } = medians({
    parse: () => JSON.parse(text),
    validate: read,
    both: () => explain(read()),
  });
  const detail = `${ms(both)} (validate ${ms(validate)}) for ${ms(parse)} of JSON.parse, ${(text.length / 1e6).toFixed(1)} MB`;
  return { name: "validate + explain, 1,000 tasks / JSON.parse", ratio: both / parse, most: 1.5, detail };
}

/**
 * The cost of one task in a run of a million against one in ten thousand. Ten thousand tasks fit into the processor's caches
 * and a million do not, so it is measured both ways: the small run again and again, and as many small runs as make a million.
 */
function measureMillion(): Result[] {
  const [small, large] = [10_000, 1_000_000];
  const smallRuns = Array.from({ length: large / small }, () => makeRun(small));
  const [firstRun] = smallRuns;
  const best = (act: () => void) => Math.min(...Array.from({ length: 3 }, () => time(act)));
  const perWarm =
    best(() => {
      for (const _ of smallRuns) if (firstRun) explain(firstRun);
    }) / large;
  const perCold =
    best(() => {
      for (const run of smallRuns) explain(run);
    }) / large;
  smallRuns.length = 0;
  const largeRun = makeRun(large);
  const perLarge = best(() => explain(largeRun)) / large;
  const us = (millis: number) => `${(millis * 1e3).toFixed(2)} µs`;
  const compare = (name: string, per: number) => ({
    name: `explain, a task of 1,000,000 / of ${name}`,
    ratio: perLarge / per,
    most: 2,
    detail: `${us(perLarge)} for ${us(per)}`,
  });
  return [compare("10,000, in the caches", perWarm), compare("100 different runs of 10,000", perCold)];
}

function time(act: () => unknown): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}

/** Starting the command on a small run against starting Node. */
function measureStart(): Result {
  const file = join(folder, "small.json");
  writeFileSync(file, JSON.stringify(makeRun(40)));
  const timeOf = (args: readonly string[]) => time(() => spawnSync(process.execPath, args));
  timeOf([COMMAND, "explain", file]);
  const turns = Array.from({ length: 31 }, () => [timeOf(["-e", "0"]), timeOf([COMMAND, "explain", file])] as const);
  const node = middle(turns.map(([first]) => first));
  const command = middle(turns.map(([, second]) => second));
  return {
    name: "runcause explain, 40 tasks / node -e 0",
    ratio: command / node,
    most: 2.5,
    detail: `${ms(command)} for ${ms(node)}`,
  };
}

const REPORT_MEMORY = `data:text/javascript,process.on("exit",()=>process.stderr.write("maxRSS "+process.resourceUsage().maxRSS))`;

/** The most memory that explaining a large file takes against the size of the file. */
function measureMemory(): Result {
  const file = join(folder, "large.json");
  writeLargeSnapshot(file, 100e6);
  const { stderr } = spawnSync(
    process.execPath,
    ["--import", REPORT_MEMORY, COMMAND, "explain", file, "--output", join(folder, "page.txt")],
    { encoding: "utf8" },
  );
  const peak = Number(/maxRSS (\d+)/.exec(stderr)?.[1] ?? Number.NaN) * 1024;
  const size = statSync(file).size;
  return {
    name: "peak memory of explain, 100 MB / the file",
    ratio: peak / size,
    most: 8,
    detail: `${(peak / 1e6).toFixed(0)} MB for ${(size / 1e6).toFixed(0)} MB`,
  };
}

function writeLargeSnapshot(file: string, bytes: number): void {
  const perTask = JSON.stringify(makeRun(1000)).length / 1000;
  const { taskRuns, ...rest } = makeRun(Math.ceil(bytes / perTask));
  const handle = openSync(file, "w");
  writeSync(handle, `${JSON.stringify(rest).slice(0, -1)},"taskRuns":[`);
  for (const [at, run] of taskRuns.entries()) writeSync(handle, `${at === 0 ? "" : ","}${JSON.stringify(run)}`);
  writeSync(handle, "]}");
  closeSync(handle);
}

function print({ name, ratio, most, detail }: Result): void {
  const verdict = ratio <= most ? "ok  " : "OVER";
  console.log(`${verdict}  ${ratio.toFixed(2).padStart(5)}  (at most ${most})  ${name}: ${detail}`);
}

try {
  const only = process.argv[2];
  const measurements = {
    thousand: measureThousand,
    start: measureStart,
    memory: measureMemory,
    million: measureMillion,
  };
  for (const [name, act] of Object.entries(measurements)) {
    if (only !== undefined && only !== name) continue;
    for (const result of [act()].flat()) print(result);
  }
} finally {
  rmSync(folder, { recursive: true });
}
