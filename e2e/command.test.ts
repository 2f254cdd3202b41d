import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "./scenario.ts";

const EXAMPLES = fileURLToPath(new URL("../examples/", import.meta.url));
const EXAMPLE = join(EXAMPLES, "sm34b-fit-failure");
const taskRuns = readFileSync(join(EXAMPLE, "task-runs.json"), "utf8");
const jobRun = readFileSync(join(EXAMPLE, "job-run.json"), "utf8");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "runcause-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const explain = (...args: string[]) => run(["explain", ...args], "", folder);
const fresh = (name: string) => mkdtempSync(join(folder, name));

describe("inputs", () => {
  const plain = explain(EXAMPLE, "--format", "json");

  test("gzip, UTF-16 and the official CLI's envelope give what plain files give", async () => {
    const other = fresh("forms-");
    writeFileSync(join(other, "run.json.gz"), gzipSync(`Response:\n{"data":${jobRun},"headers":{},"status":200}`));
    writeFileSync(
      join(other, "tasks.json"),
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(taskRuns, "utf16le")]),
    );
    expect((await explain(other, "--format", "json")).stdout).toBe((await plain).stdout);
  });

  test("the order of the paths does not matter", async () => {
    const [a, b] = [join(EXAMPLE, "job-run.json"), join(EXAMPLE, "task-runs.json")];
    expect((await explain(b, a, "--format", "json")).stdout).toBe((await explain(a, b, "--format", "json")).stdout);
  });

  test("standard input", async () => {
    const { stdout, exit } = await run(["explain", "-", "--format", "json"], jobRun, folder);
    expect([JSON.parse(stdout).run.outcome, exit]).toEqual(["failed", 1]);
  });

  test("a cut-off gzip file is an error", async () => {
    writeFileSync(join(folder, "cut.json.gz"), gzipSync(jobRun).subarray(0, 300));
    const { stdout, stderr, exit } = await explain("cut.json.gz");
    expect([stdout, exit]).toEqual(["", 2]);
    expect(stderr).toContain("cut off");
  });

  test("bytes that are no text", async () => {
    writeFileSync(join(folder, "image.json"), Buffer.from([0x89, 0x50, 0xff, 0xd8, 0x00]));
    expect(await explain("image.json")).toMatchObject({
      stdout: "",
      exit: 2,
      stderr: expect.stringContaining("image.json"),
    });
  });

  test("a file in a folder that is not read is named, not passed over in silence", async () => {
    const other = fresh("mixed-");
    cpSync(EXAMPLE, other, { recursive: true });
    writeFileSync(join(other, "notes.md"), "hello");
    const { stderr, exit } = await explain(other);
    expect([stderr, exit]).toEqual([`note: ${other}: not read: notes.md\n`, 1]);
  });
});

describe("outputs", () => {
  test("several formats in one run, files without colour, the chosen one on standard output", async () => {
    const { stdout, exit } = await run(
      ["explain", EXAMPLE, "--format", "json=run.json", "--format", "markdown=run.md", "--format", "text"],
      "",
      folder,
      { FORCE_COLOR: "1" },
    );
    expect(exit).toBe(1);
    expect(stdout).toContain("\u001b[");
    expect(JSON.parse(readFileSync(join(folder, "run.json"), "utf8")).schema).toBe("runcause.explanation/1");
    expect(readFileSync(join(folder, "run.md"), "utf8")).toMatch(/^## ❌/);
  });

  test("several runs are a list in JSON", async () => {
    const { stdout } = await explain(EXAMPLE, join(EXAMPLES, "certify-false"), "--format", "json");
    expect(JSON.parse(stdout).map((one: { run: { outcome: string } }) => one.run.outcome)).toEqual([
      "failed",
      "succeeded",
    ]);
  });

  test("the same bytes whatever the surroundings", async () => {
    const [a, b] = await Promise.all([
      run(["explain", EXAMPLE], "", folder, { LANG: "C", TZ: "Asia/Tokyo", COLUMNS: "200" }),
      run(["explain", EXAMPLE], "", folder, { LANG: "de_DE.UTF-8", TZ: "UTC", TERM: "dumb" }),
    ]);
    expect(a).toEqual(b);
  });

  test("a reader that has seen enough is no error", async () => {
    const child = spawn(process.execPath, [
      fileURLToPath(new URL("../apps/cli/bin/runcause.js", import.meta.url)),
      "explain",
      EXAMPLE,
      "--all",
      "--full",
    ]);
    child.stdout.destroy();
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    await new Promise((resolve) => child.on("close", resolve));
    expect(stderr).toBe("");
  });

  test("no secret and no terminal escape of the input reaches the output", async () => {
    const items = [
      {
        key: "k",
        taskKey: "a\u001b[2J",
        state: { status: "FAILED", errorTrace: "Error: password=hunter2 \u001b]0;owned\u0007" },
      },
    ];
    const outputs = await Promise.all(
      ["text", "markdown", "json"].map((format) =>
        run(["explain", "-", "--full", "--format", format], JSON.stringify({ items }), folder),
      ),
    );
    for (const { stdout, stderr } of outputs) {
      expect(stdout + stderr).not.toContain("hunter2");
      expect(stdout + stderr).not.toContain("\u001b");
    }
  });
});
