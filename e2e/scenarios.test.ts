import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseScenario, runScenario, withOutcome } from "./scenario.ts";

const FOLDER = new URL("scenarios/", import.meta.url);
const names = readdirSync(FOLDER).filter((name) => name.endsWith(".scenario"));

/** E2E_UPDATE=1 writes what the command does now into the files; read the difference before committing it. */
const isUpdate = process.env["E2E_UPDATE"] === "1";

test.each(names)("%s", async (name) => {
  const file = new URL(name, FOLDER);
  const text = readFileSync(file, "utf8");
  const outcome = await runScenario(parseScenario(text));
  if (isUpdate) writeFileSync(file, withOutcome(text, outcome));
  else expect(outcome).toEqual(parseScenario(text).expected);
});
