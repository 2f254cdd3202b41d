import { describe, expect, test } from "vitest";
import { explain } from "../explain/explain.ts";
import { playRun, type ShortJob } from "../testing/build-run.ts";
import { NarrationSchema } from "./claim-schema.ts";
import { narrate } from "./narrate.ts";

const JOB: ShortJob = {
  load: ["ALL_SUCCESS"],
  other: ["ALL_SUCCESS"],
  transform: ["ALL_SUCCESS", "load"],
  publish: ["ALL_SUCCESS", "other", "transform"],
  cleanup: ["ALL_DONE", "publish"],
};

describe("a task that did not run", () => {
  const narration = narrate(explain(playRun(JOB, { load: "FAILED" })), "publish");

  test("says what was, what was needed, what was found, what followed, where it leads", () => {
    expect(narration?.claims.map((claim) => [claim.id, claim.certainty])).toEqual([
      ["task-ended", "observed"],
      ["rule-needs", "observed"],
      ["dependency-was", "observed"],
      ["dependency-was", "observed"],
      ["rule-gives", "derived"],
      ["leads-to", "observed"],
    ]);
  });

  test("the path goes from the task to the cause over what decided", () => {
    const path = narration?.claims.find((claim) => claim.id === "leads-to");
    expect(path?.data).toMatchObject({ cause: "c1", steps: ["publish", "transform", "load"], otherVictims: 1 });
    expect(path?.evidence).toEqual(["/taskRuns/0/state"]);
  });

  test("fits the published schema", () => {
    expect(NarrationSchema.parse(JSON.parse(JSON.stringify(narration)))).toEqual(narration);
  });
});

test("the path follows what decided, not a dependency that led there and did not matter", () => {
  const job: ShortJob = {
    load: ["ALL_SUCCESS"],
    report: ["ALL_DONE", "load"],
    transform: ["ALL_SUCCESS", "load"],
    publish: ["ALL_SUCCESS", "report", "transform"],
  };
  const narration = narrate(explain(playRun(job, { load: "FAILED" })), "publish");
  const path = narration?.claims.find((claim) => claim.id === "leads-to");
  expect(path?.data).toMatchObject({ steps: ["publish", "transform", "load"] });
});

test("a task that ran in spite of a failure says of which", () => {
  const narration = narrate(explain(playRun(JOB, { load: "FAILED" })), "cleanup");
  expect(narration?.claims.at(-1)).toMatchObject({ id: "ran-after", data: { causes: ["c1"], tasks: ["load"] } });
});

test("a statement that another profile would contradict is assumed, not derived", () => {
  const join: ShortJob = {
    gate: ["ALL_SUCCESS"],
    yes: ["ALL_SUCCESS", "gate=true"],
    no: ["ALL_SUCCESS", "gate=false"],
    join: ["ALL_SUCCESS", "yes", "no"],
  };
  const narration = narrate(explain(playRun(join, { gate: "true" })), "join");
  expect(narration?.claims.find((claim) => claim.id === "rule-gives")).toMatchObject({
    certainty: "assumed",
    data: { dependsOnProfile: true },
  });
});

test("a task that the run does not have", () => {
  expect(narrate(explain(playRun(JOB, {})), "nobody")).toBeUndefined();
});
