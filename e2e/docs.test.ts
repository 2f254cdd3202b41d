import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parseScenario, runScenario } from "./scenario.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const PAGES = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.md"], { cwd: ROOT, encoding: "utf8" })
  .split("\n")
  .filter((page) => page !== "" && !page.startsWith(".changeset/") && !page.includes("/api/"));

const CONSOLE = /^```console\n\$ runcause (.*)\n([\s\S]*?)^```$/gm;
const isUpdate = process.env["E2E_UPDATE"] === "1";

const pagesWithCommands = PAGES.filter((page) => readFileSync(join(ROOT, page), "utf8").search(CONSOLE) !== -1);

describe("what the pages show is what the command prints", () => {
  test.each(pagesWithCommands)("%s", async (page) => {
    const text = readFileSync(join(ROOT, page), "utf8");
    let updated = text;
    for (const [block, command = "", shown = ""] of text.matchAll(CONSOLE)) {
      const { stdout } = await runScenario(parseScenario(`$ runcause ${command}\n`));
      if (isUpdate) updated = updated.replace(block, `\`\`\`console\n$ runcause ${command}\n${stdout}\`\`\``);
      else expect(shown).toBe(stdout);
    }
    if (updated !== text) writeFileSync(join(ROOT, page), updated);
  });

  test("there are such pages", () => {
    expect(pagesWithCommands).toContain("README.md");
  });
});

test.each(PAGES)("the links of %s lead somewhere", (page) => {
  const text = readFileSync(join(ROOT, page), "utf8");
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link]) => link ?? "");
  expect(links.filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([]);
});
