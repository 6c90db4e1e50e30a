import type { Deployment, FlowRun } from "@reeve/protocol";
import { expect, test } from "vitest";
import { differenceText, parameterSets, startingValues } from "./form-start.ts";

const run = (id: string, parameters: object) => ({ id, name: id, parameters }) as FlowRun;

test("each set of parameters is offered once, by its newest run, and the standard one not at all", () => {
  const runs = [run("a", { x: 1 }), run("b", { x: 2 }), run("c", { x: 1 }), run("d", { x: 0 })];
  expect(parameterSets(runs, { x: 0 }).map(({ flowRunId }) => flowRunId)).toEqual(["a", "b"]);
  expect(differenceText({ x: 1, y: "z" }, { x: 1 })).toBe('y = "z"');
});

test("an address may carry parameters, and nothing else is taken for them", () => {
  const deployment = { parameters: { x: 0, y: 1 } } as unknown as Deployment;
  expect(startingValues(deployment, '{"x":5}')).toEqual({ x: 5, y: 1 });
  for (const bad of ["{", "[1]", "5", undefined]) {
    expect(startingValues(deployment, bad)).toEqual({ x: 0, y: 1 });
  }
});
