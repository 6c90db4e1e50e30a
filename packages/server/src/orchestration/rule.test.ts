import { describe, expect, test } from "vitest";
import type { FlowRunRule } from "./flow-run-transition.ts";
import { decide } from "./rule.ts";
import { flowRunOf, NOW, ON_ITS_OWN, proposalOf, STATE_ID, stateOf } from "./transition-samples.ts";

const rule = (
  name: string,
  decide: FlowRunRule["decide"],
  types: Partial<FlowRunRule> = {},
): FlowRunRule => ({
  name,
  from: "any",
  to: "any",
  decide,
  ...types,
});
const transition = {
  run: flowRunOf({ run_count: 1 }),
  current: stateOf("PENDING"),
  proposed: proposalOf("RUNNING"),
  stateId: STATE_ID,
  now: NOW,
  ...ON_ITS_OWN,
};
const countAttempt = rule("count", ({ run }) => ({ kind: "amend", run: { run_count: run.run_count + 1 } }));
const refuse = rule("refuse", () => ({ kind: "reject", reason: "No." }));

test("with nothing to object, the proposal is accepted as it is", () => {
  const { proposed, run } = transition;
  expect(decide([rule("silent", () => null)], transition)).toEqual({
    kind: "accept",
    permit: { proposed, run, afterwards: {} },
  });
});

test("each rule sees what the ones before it changed", () => {
  const rename = rule("rename", ({ run, proposed }) => ({
    kind: "amend",
    proposed: { ...proposed, name: `Attempt ${run.run_count}` },
  }));
  const ruling = decide([countAttempt, countAttempt, rename], transition);
  expect(ruling).toMatchObject({ permit: { proposed: { name: "Attempt 3" }, run: { run_count: 3 } } });
});

test("a rule is asked only about the states it is for", () => {
  const rules = [
    rule("other origin", refuse.decide, { from: ["RUNNING", null] }),
    rule("other target", refuse.decide, { to: ["PENDING"] }),
    rule("both", () => ({ kind: "abort", reason: "Stop." }), { from: ["PENDING"], to: ["RUNNING"] }),
  ];
  expect(decide(rules, transition)).toEqual({ kind: "abort", reason: "Stop." });
});

test("no state yet is an origin of its own, and part of any", () => {
  const fresh = { ...transition, current: null };
  expect(decide([rule("fresh", refuse.decide, { from: [null] })], fresh).kind).toBe("reject");
  expect(decide([refuse], fresh).kind).toBe("reject");
});

describe("a refusal", () => {
  const notAsked = rule("not asked", () => {
    throw new Error("A rule after the refusal was asked.");
  });

  test("ends the matter", () => {
    expect(decide([refuse, notAsked], transition)).toEqual({ kind: "reject", reason: "No.", permit: null });
    const wait = rule("wait", () => ({ kind: "wait", reason: "Later.", delaySeconds: 3 }));
    expect(decide([wait, notAsked], transition)).toEqual({ kind: "wait", reason: "Later.", delaySeconds: 3 });
  });

  test("undoes what earlier rules changed, and writes its own replacement and changes", () => {
    const replacement = proposalOf("CANCELLED");
    const policy = { empirical_policy: { retries: 7 } };
    const replace = rule("replace", () => ({ kind: "reject", reason: "No.", replacement, run: policy }));
    const later = rule("later", () => ({ kind: "amend", afterwards: { run_count: 9 } }));
    expect(decide([countAttempt, later, replace, notAsked], transition)).toEqual({
      kind: "reject",
      reason: "No.",
      permit: { proposed: replacement, run: { ...transition.run, ...policy }, afterwards: {} },
    });
  });
});
