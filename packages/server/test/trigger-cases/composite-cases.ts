import type { TriggerCreate } from "@reeve/protocol";
import { apart, proactive, reactive, type TriggerCases } from "./trigger-case.ts";

const on = (...names: string[]): TriggerCreate[] => names.map((name) => reactive({ expect: [name] }));
const compound = (require: number | "any" | "all", within: number | null, triggers: TriggerCreate[]) =>
  ({ type: "compound", require, within, triggers }) as const;
const sequence = (within: number | null, triggers: TriggerCreate[]) =>
  ({ type: "sequence", within, triggers }) as const;

/** Triggers that are made of others. */
export const COMPOSITE_CASES: TriggerCases = {
  "a compound trigger": {
    "of any fires with each": {
      trigger: compound("any", null, on("a", "b")),
      events: [
        [1, "a"],
        [2, "b"],
        [3, "a"],
      ],
      firings: ["1: a@1", "2: b@2", "3: a@3"],
    },
    "of all fires when the last has, whatever their order": {
      trigger: compound("all", null, on("a", "b", "c")),
      events: [
        [1, "c"],
        [2, "a"],
        [3, "b"],
        [4, "b"],
      ],
      firings: ["3: b@3"],
    },
    "of two fires with two different ones, and begins anew": {
      trigger: compound(2, null, on("a", "b", "c")),
      events: [
        [1, "a"],
        [2, "a"],
        [3, "c"],
        [4, "b"],
        [5, "a"],
      ],
      firings: ["3: c@3", "5: a@5"],
    },
    "forgets what is too long ago": {
      trigger: compound(2, 10, on("a", "b", "c")),
      events: [
        [0, "a"],
        [11, "b"],
        [20, "c"],
      ],
      firings: ["20: c@20"],
    },
    "holds others, one inside another": {
      trigger: compound("all", null, [sequence(null, on("a", "b")), ...on("c")]),
      events: [
        [1, "c"],
        [2, "b"],
        [3, "a"],
        [4, "b"],
      ],
      firings: ["4: b@4"],
    },
    "holds one that fires when nothing comes": {
      trigger: compound("all", null, [proactive({ after: ["a"], ...apart }), ...on("c")]),
      events: [
        [1, "a"],
        [3, "c"],
      ],
      ticks: [5, 11, 20],
      firings: ["11: a@1"],
    },
  },
  "a sequence trigger": {
    "fires when all have in their order": {
      trigger: sequence(null, on("a", "b", "c")),
      events: [
        [1, "a"],
        [2, "b"],
        [3, "c"],
      ],
      firings: ["3: c@3"],
    },
    "does not fire in another order": {
      trigger: sequence(null, on("a", "b", "c")),
      events: [
        [1, "a"],
        [2, "c"],
        [3, "b"],
      ],
      firings: [],
    },
    "fires once the one that was early comes again": {
      trigger: sequence(null, on("a", "b", "c")),
      events: [
        [1, "a"],
        [2, "c"],
        [3, "b"],
        [4, "c"],
      ],
      firings: ["4: c@4"],
    },
    "goes by the newest of each": {
      trigger: sequence(null, on("a", "b")),
      events: [
        [1, "a"],
        [2, "a"],
        [3, "b"],
        [4, "b"],
        [5, "a"],
        [6, "b"],
      ],
      firings: ["3: b@3", "6: b@6"],
    },
    "fires only within its time": {
      trigger: sequence(10, on("a", "b")),
      events: [
        [0, "a"],
        [11, "b"],
        [12, "a"],
        [13, "b"],
      ],
      firings: ["13: b@13"],
    },
  },
};
