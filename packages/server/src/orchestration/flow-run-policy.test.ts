import { addSeconds, hasPersistedResult, isTerminal, STATE_TYPES, type State } from "@reeve/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { expectTimesInOrder } from "../../test/expect-times-in-order.ts";
import type { FlowRunFacts } from "./flow-run-transition.ts";
import type { FlowRunProposal } from "./judge-flow-run-transition.ts";
import {
  advanceFlowRun,
  DEPLOYMENT_ID,
  type FlowRunHistory,
  flowRunOf,
  NOW,
  PARENT_ID,
  STORED_RESULT,
} from "./transition-samples.ts";

type Step = { readonly before: FlowRunHistory; readonly after: FlowRunHistory; readonly isForced: boolean };

const seconds = fc.integer({ min: -2, max: 5 });
const someSecondsFromNow = fc.option(seconds.map((offset) => addSeconds(NOW, offset)));

const anyProposal = fc.record({
  type: fc.constantFrom(...STATE_TYPES),
  name: fc.constantFrom(undefined, undefined, "Late", "Submitting", "Resuming", "AwaitingRetry"),
  data: fc.constantFrom(null, STORED_RESULT, { type: "unpersisted" }, [1]),
  state_details: fc.record({
    scheduled_time: someSecondsFromNow,
    pause_timeout: someSecondsFromNow,
    pause_key: fc.constantFrom(null, "1", "2"),
    pause_reschedule: fc.boolean(),
    transition_id: fc.option(fc.uuid()),
  }),
});

const anyFlowRun = fc
  .record({
    deployment_id: fc.constantFrom(null, DEPLOYMENT_ID),
    parent_task_run_id: fc.constantFrom(null, null, PARENT_ID),
    infrastructure_pid: fc.constantFrom(null, "host:17"),
    empirical_policy: fc.record({
      retries: fc.option(fc.integer({ min: 0, max: 3 })),
      retry_delay: fc.option(fc.integer({ min: 0, max: 2 })),
    }),
  })
  .map((facts): FlowRunFacts => flowRunOf(facts));

// The clock goes back now and then, and one proposal in eight is forced.
const anySteps = fc.array(
  fc.record({ proposed: anyProposal, later: seconds, isForced: fc.nat(7).map((n) => n === 0) }),
  { maxLength: 30 },
);

function forEachStep(
  check: (step: Step, proposal: Pick<FlowRunProposal, "proposed" | "policy" | "now">) => void,
) {
  fc.assert(
    fc.property(anyFlowRun, anySteps, (flowRun, steps) => {
      let before: FlowRunHistory = { flowRun, states: [] };
      let now = NOW;
      for (const { proposed, later, isForced } of steps) {
        now = addSeconds(now, later);
        const proposal = { proposed, now, policy: isForced ? ("minimal" as const) : ("core" as const) };
        const { history: after } = advanceFlowRun(before, proposal);
        check({ before, after, isForced }, proposal);
        before = after;
      }
    }),
    { numRuns: 300 },
  );
}

const lastOf = ({ states }: FlowRunHistory): State | null => states.at(-1) ?? null;

test("a finished run starts again only unforced where its result is not stored, and never as if still alive", () => {
  forEachStep(({ before, after, isForced }) => {
    const [from, to] = [lastOf(before), lastOf(after)];
    if (isForced || from === to || from === null || to === null || !isTerminal(from.type)) return;
    expect(["CANCELLING", "PAUSED", "CRASHED"]).not.toContain(to.type);
    if (isTerminal(to.type)) return;
    expect(from.type === "COMPLETED" && hasPersistedResult(from)).toBe(false);
    if (to.type === "SCHEDULED") expect(before.flowRun.deployment_id).not.toBeNull();
  });
});

test("a run that is being cancelled becomes nothing but Cancelled unless forced", () => {
  forEachStep(({ before, after, isForced }) => {
    const [from, to] = [lastOf(before), lastOf(after)];
    if (isForced || from === to || from?.type !== "CANCELLING") return;
    expect(to?.type).toBe("CANCELLED");
  });
});

test("a stored result is never replaced by a completion without one, not even by force", () => {
  forEachStep(({ before, after }) => {
    const [from, to] = [lastOf(before), lastOf(after)];
    if (from?.type !== "COMPLETED" || to?.type !== "COMPLETED" || !hasPersistedResult(from)) return;
    expect(hasPersistedResult(to)).toBe(true);
  });
});

test("the run count never falls, and rises by one at most, for a state that is RUNNING", () => {
  forEachStep(({ before, after }) => {
    const rise = after.flowRun.run_count - before.flowRun.run_count;
    const mayRise = lastOf(after) !== lastOf(before) && lastOf(after)?.type === "RUNNING";
    expect(rise === 0 || (rise === 1 && mayRise)).toBe(true);
  });
});

test("states and times stand in order, whatever the clock does", () => {
  forEachStep(({ after: { flowRun, states } }) => expectTimesInOrder(flowRun, states));
});

test("a transition that wrote a state writes nothing when it is sent again", () => {
  forEachStep(({ before, after, isForced }, proposal) => {
    const wroteNothing = lastOf(before) === lastOf(after);
    if (isForced || wroteNothing || proposal.proposed.state_details?.transition_id == null) return;
    const again = advanceFlowRun(after, proposal);
    expect(again.verdict).toMatchObject({ kind: "reject", write: null });
    expect(again.history).toBe(after);
  });
});
