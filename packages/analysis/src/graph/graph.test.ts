import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plannedRuns } from "../testing/arbitrary-job.ts";
import { findCycles } from "./cycles.ts";
import { buildTaskGraph, NO_TASK } from "./task-graph.ts";
import { toGraphlib, toNodeId } from "./to-graphlib.ts";

type Shape = Readonly<Record<string, readonly string[]>>;
const graphOf = (shape: Shape) =>
  buildTaskGraph(
    Object.entries(shape).map(([taskKey, above]) => ({ taskKey, dependsOn: above.map((key) => ({ taskKey: key })) })),
  );

describe("the topological order", () => {
  test("puts every task after what it waits for, whatever the order of the definition", () => {
    const shuffled = plannedRuns(12).chain(({ tasks }) => fc.shuffledSubarray([...tasks], { minLength: tasks.length }));
    fc.assert(
      fc.property(shuffled, (tasks) => {
        const graph = buildTaskGraph(tasks);
        const place = new Map([...graph.order].map((task, at) => [task, at]));
        expect(place.size).toBe(tasks.length);
        for (const [edge, from] of graph.upstream.entries()) {
          expect(place.get(from)).toBeLessThan(place.get(graph.downstream[edge] ?? -1) ?? -1);
        }
      }),
    );
  });

  test("leaves out what is on a cycle or below one, and does not wait for what is not there", () => {
    const graph = graphOf({ a: ["b"], b: ["a"], c: ["b"], d: ["ghost"] });
    expect([...graph.order].map((task) => graph.keys[task])).toEqual(["d"]);
    expect(graph.upstream.at(-1)).toBe(NO_TASK);
  });
});

describe("cycles", () => {
  test("none in a job without", () => {
    fc.assert(fc.property(plannedRuns(12), ({ tasks }) => findCycles(buildTaskGraph(tasks)).length === 0));
  });

  test("the shortest through the first task of each knot", () => {
    const graph = graphOf({ a: ["d"], b: ["a"], c: ["b"], d: ["c", "a"], x: ["x"], y: ["z"], z: ["y"], below: ["d"] });
    expect(findCycles(graph).map((cycle) => cycle.map((task) => graph.keys[task]))).toEqual([
      ["a", "d"],
      ["x"],
      ["y", "z"],
    ]);
  });

  test("a random edge against the order closes one", () => {
    const closed = fc.integer({ min: 2, max: 30 }).chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 2)));
    fc.assert(
      fc.property(closed, ([size, from]) => {
        const shape = Object.fromEntries(
          Array.from({ length: size }, (_, at) => [`t${at}`, at === 0 ? [] : [`t${at - 1}`]]),
        );
        const graph = graphOf({ ...shape, [`t${from}`]: [...(shape[`t${from}`] ?? []), `t${size - 1}`] });
        expect(findCycles(graph)).toEqual([Array.from({ length: size - from }, (_, at) => from + at)]);
      }),
    );
  });
});

describe("for graphlib", () => {
  test("nodes and edges with hostile keys, in the order of the definition", () => {
    const keys = ["10", "9", "constructor", "__proto__", "b"];
    const graph = buildTaskGraph(
      keys.map((taskKey, at) => ({
        taskKey,
        dependsOn: at === 0 ? [] : [{ taskKey: keys[at - 1] ?? "", outcome: "true" }],
      })),
    );
    const result = toGraphlib(graph);
    expect(result.nodes()).toEqual(keys.map(toNodeId));
    expect(result.edges().map(({ v, w, name }) => [v, w, name])).toEqual(
      keys.slice(1).map((key, at) => [toNodeId(keys[at] ?? ""), toNodeId(key), "true"]),
    );
    expect(result.node(toNodeId("constructor"))).toEqual({ taskKey: "constructor" });
  });

  test("both outcomes of one condition are two edges; an edge to nothing is none", () => {
    const graph = buildTaskGraph([
      { taskKey: "gate", dependsOn: [] },
      {
        taskKey: "any",
        dependsOn: [{ taskKey: "gate", outcome: "true" }, { taskKey: "gate", outcome: "false" }, { taskKey: "ghost" }],
      },
    ]);
    expect(toGraphlib(graph).edgeCount()).toBe(2);
  });
});
