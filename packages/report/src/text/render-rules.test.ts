import { DEFAULT_PROFILE, evaluate, PROFILE_NAMES, PROFILES } from "@runcause/analysis";
import { expect, test } from "vitest";
import { renderRules } from "./render-rules.ts";

test("the default profile, word for word", () => {
  expect(renderRules(DEFAULT_PROFILE, (rule, classes) => evaluate(rule, classes))).toMatchInlineSnapshot(`
    "databricks-observed: what recorded runs of the system that AIDP mirrors show; the documents where nothing is recorded

    dependencies       AS      ALOS    NF      AD      ALOF    AF
    S                  run     run     run     run     EX      EX
    F                  UF      UF      UF      run     run     run
    C                  UC      UC      UC      run     run     run
    X                  EX      EX      EX      EX      EX      EX
    M                  EX      EX      EX      EX      EX      EX
    S + F              UF      run     UF      run     run     EX
    S + C              UC      run     UC      run     run     EX
    F + C              UF      UF      UF      run     run     run
    S + X              EX      run     run     run     EX      EX
    F + X              UF      UF      UF      run     run     EX
    C + X              UC      UC      UC      run     run     EX
    S + M              EX      run     run     run     EX      EX
    F + M              UF      UF      UF      run     run     EX
    C + M              UC      UC      UC      run     run     EX
    X + M              EX      EX      EX      EX      EX      EX
    S + F + C          UF      run     UF      run     run     EX
    S + F + X          UF      run     UF      run     run     EX
    S + C + X          UC      run     UC      run     run     EX
    F + C + X          UF      UF      UF      run     run     EX
    S + F + M          UF      run     UF      run     run     EX
    S + C + M          UC      run     UC      run     run     EX
    F + C + M          UF      UF      UF      run     run     EX
    S + X + M          EX      run     run     run     EX      EX
    F + X + M          UF      UF      UF      run     run     EX
    C + X + M          UC      UC      UC      run     run     EX
    S + F + C + X      UF      run     UF      run     run     EX
    S + F + C + M      UF      run     UF      run     run     EX
    S + F + X + M      UF      run     UF      run     run     EX
    S + C + X + M      UC      run     UC      run     run     EX
    F + C + X + M      UF      UF      UF      run     run     EX
    S + F + C + X + M  UF      run     UF      run     run     EX

    AS    ALL_SUCCESS           starts when every dependency succeeded
    ALOS  AT_LEAST_ONE_SUCCESS  starts when at least one dependency succeeded
    NF    NONE_FAILED           starts when no dependency failed and at least one ran
    AD    ALL_DONE              starts when every dependency is done and at least one ran
    ALOF  AT_LEAST_ONE_FAILED   starts when at least one dependency failed
    AF    ALL_FAILED            starts when every dependency failed

    S     the dependency succeeded
    F     the dependency failed, timed out, or was cut off by a failure
    C     the dependency was canceled, or was cut off by a cancel
    X     the dependency did not run
    M     the dependency is a condition that answered otherwise

    run = it starts; UF, UC, EX, SK = it does not, and ends UPSTREAM_FAILED, UPSTREAM_CANCELED,
    EXCLUDED or SKIPPED. A task without dependencies always starts.
    "
  `);
});

test.each(PROFILE_NAMES)("%s: a row for each of the 31 sets of kinds, all columns filled", (name) => {
  const page = renderRules(PROFILES[name], (rule, classes) => evaluate(rule, classes, PROFILES[name]));
  const rows = page.split("\n").filter((line) => /^[SFCXM]( \+ [SFCXM])* {2,}(run|UF|UC|EX|SK)/.test(line));
  expect(rows).toHaveLength(31);
  for (const row of rows) expect(row.match(/\b(run|UF|UC|EX|SK)\b/g)).toHaveLength(6);
});
