import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fit, pad, toWidth, wrap } from "./width.ts";

const text = fc.string({ unit: fc.constantFrom("a", "bc", " ", "界", "é", "e\u0301", "😀") });

describe("columns", () => {
  test.each([
    ["abc", 3],
    ["界", 2],
    ["e\u0301", 1],
    ["", 0],
  ])("%j takes %i", (sample, width) => {
    expect(toWidth(sample)).toBe(width);
  });

  test("a text made to fit does, and is whole when it did already", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 20 }), (sample, columns) => {
        const fitted = fit(sample, columns, "…");
        expect(toWidth(fitted)).toBeLessThanOrEqual(columns);
        if (toWidth(sample) <= columns) expect(fitted).toBe(sample);
      }),
    );
  });

  test("wrapping loses no word and keeps to the columns", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 10, max: 40 }), (sample, columns) => {
        const lines = wrap(sample, columns);
        for (const line of lines) expect(toWidth(line)).toBeLessThanOrEqual(columns);
        expect(lines.join("").replaceAll(" ", "")).toBe(sample.replaceAll(" ", ""));
      }),
    );
  });

  test("padding fills up and never cuts", () => {
    expect([pad("界", 4), pad("abcdef", 3)]).toEqual(["界  ", "abcdef"]);
  });
});
