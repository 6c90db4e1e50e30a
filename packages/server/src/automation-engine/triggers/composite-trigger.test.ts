import { addSeconds, type Trigger } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import { addChildFiring, type ChildFiring, type CompositeTrigger } from "./composite-trigger.ts";

const START = "2026-11-22T10:00:00.000000Z";

/** Firings of children, `child@second`, in the order in which they become known; answers which made it fire. */
function firingsOf(trigger: CompositeTrigger, sent: readonly string[]): string[] {
  let known: (ChildFiring & { text: string })[] = [];
  const firings: string[] = [];
  for (const [order, text] of sent.entries()) {
    const [triggerId = "", second] = text.split("@");
    const next = { triggerId, at: addSeconds(START, Number(second)), order, text };
    const { kept, fired } = addChildFiring(trigger, known, next);
    known = kept;
    if (fired) firings.push(fired.map((firing) => firing.text).join(" "));
  }
  return firings;
}

const children = (...ids: string[]): Trigger[] =>
  ids.map((id) => ({ id, type: "compound", triggers: [], within: null, require: "any" }));
const compound = (require: number | "any" | "all", within: number | null = null): CompositeTrigger => ({
  type: "compound",
  id: "parent",
  triggers: children("a", "b", "c"),
  within,
  require,
});
const sequence = (within: number | null = null): CompositeTrigger => ({
  type: "sequence",
  id: "parent",
  triggers: children("a", "b", "c"),
  within,
});

describe("a compound trigger", () => {
  test.each<[string, CompositeTrigger, string[], string[]]>([
    ["of any fires with each", compound("any"), ["a@1", "a@2", "b@3"], ["a@1", "a@2", "b@3"]],
    ["of all fires when the last has", compound("all"), ["c@1", "a@2", "b@3"], ["c@1 a@2 b@3"]],
    ["of two fires with two different ones", compound(2), ["a@1", "a@2", "c@3", "b@4"], ["a@2 c@3"]],
    ["begins anew after it fired", compound(2), ["a@1", "b@2", "a@3", "c@4"], ["a@1 b@2", "a@3 c@4"]],
    ["forgets what is too long ago", compound(2, 10), ["a@0", "b@11", "c@21"], ["b@11 c@21"]],
    ["counts what is just within its time", compound(2, 10), ["a@0", "b@10"], ["a@0 b@10"]],
    ["takes what comes late where it belongs", compound(2, 10), ["b@12", "a@5"], ["a@5 b@12"]],
  ])("%s", (_, trigger, sent, firings) => {
    expect(firingsOf(trigger, sent)).toEqual(firings);
  });
});

describe("a sequence trigger", () => {
  test.each<[string, CompositeTrigger, string[], string[]]>([
    ["fires when all have in their order", sequence(), ["a@1", "b@2", "c@3"], ["a@1 b@2 c@3"]],
    ["does not fire in another order", sequence(), ["a@1", "c@2", "b@3"], []],
    [
      "fires once the one that was early comes again",
      sequence(),
      ["a@1", "c@2", "b@3", "c@4"],
      ["a@1 b@3 c@4"],
    ],
    ["goes by the newest of each", sequence(), ["a@1", "b@2", "a@3", "c@4", "b@5", "c@6"], ["a@3 b@5 c@6"]],
    ["fires only within its time", sequence(10), ["a@0", "b@5", "c@11"], []],
    [
      "goes by when they fired, not by when that became known",
      sequence(),
      ["b@2", "a@1", "c@3"],
      ["a@1 b@2 c@3"],
    ],
    [
      "tells those of one instant apart by what came first",
      sequence(),
      ["a@1", "b@1", "c@1"],
      ["a@1 b@1 c@1"],
    ],
  ])("%s", (_, trigger, sent, firings) => {
    expect(firingsOf(trigger, sent)).toEqual(firings);
  });
});
