import { addSeconds, hasPersistedResult, isTerminal, STATE_TYPES, type State } from "@reeve/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { expectTimesInOrder } from "../../test/expect-times-in-order.ts";
import {
  judgeTaskRunTransition,
  type TaskRunProposal,
  type TaskRunWrite,
} from "./judge-task-run-transition.ts";
import type { ParentFlowRun, TaskRunFacts } from "./task-run-transition.ts";
import { NOW, PARENT_ID, STORED_RESULT, stateOf, taskRunOf } from "./transition-samples.ts";
import type { Verdict } from "./verdict.ts";

/** A task run with its states, oldest first, as a database would hold them. */
type History = {
  readonly taskRun: TaskRunFacts;
  readonly states: readonly State[];
  readonly holdsSlot: boolean;
};
type Step = { readonly before: History; readonly after: History; readonly isForced: boolean };

const seconds = fc.integer({ min: -2, max: 5 });
const someSecondsFromNow = fc.option(seconds.map((offset) => addSeconds(NOW, offset)));

const anyProposal = fc.record({
  type: fc.constantFrom(...STATE_TYPES),
  name: fc.constantFrom(undefined, undefined, "Submitting", "AwaitingRetry"),
  data: fc.constantFrom(null, STORED_RESULT, { type: "unpersisted" }, [1]),
  state_details: fc.record({
    scheduled_time: someSecondsFromNow,
    deferred: fc.constantFrom(null, false, true),
    retriable: fc.constantFrom(null, false),
    cache_key: fc.constantFrom(null, "k", "x".repeat(2001)),
    refresh_cache: fc.constantFrom(null, true),
  }),
});

const anyTaskRun = fc
  .record({
    flow_run_id: fc.constantFrom(null, PARENT_ID),
    empirical_policy: fc.record({
      retries: fc.option(fc.integer({ min: 0, max: 3 })),
      retry_delay: fc.constantFrom(null, 1, [1, 2]),
      retry_jitter_factor: fc.constantFrom(null, 0.5),
    }),
  })
  .map((facts): TaskRunFacts => taskRunOf(facts));

const anyFlowRun: fc.Arbitrary<ParentFlowRun | null> = fc.oneof(
  fc.constant(null),
  fc.record({
    state: fc.constantFrom(
      null,
      stateOf("RUNNING"),
      stateOf("RUNNING"),
      stateOf("PAUSED"),
      stateOf("FAILED"),
    ),
    run_count: fc.nat(3),
  }),
);

// The clock goes back now and then, and one proposal in eight is forced.
const anySteps = fc.array(
  fc.record({
    proposed: anyProposal,
    flowRun: anyFlowRun,
    freeSlots: fc.option(fc.nat(1)),
    cachedState: fc.constantFrom(null, null, null, stateOf("COMPLETED", { data: STORED_RESULT })),
    later: seconds,
    isForced: fc.nat(7).map((n) => n === 0),
    random: fc.double({ min: 0, max: 0.999, noNaN: true }),
    longestCacheKey: fc.constantFrom(0, 2000),
  }),
  { maxLength: 30 },
);

function advanced(
  { taskRun, states, holdsSlot }: History,
  proposal: Omit<TaskRunProposal, "taskRun" | "current" | "stateId" | "tagLimits">,
  freeSlots: number | null,
): { verdict: Verdict<TaskRunWrite>; after: History } {
  const limit = {
    name: "tag:a",
    limit: 1,
    freeSlots: freeSlots ?? 0,
    isHeld: holdsSlot,
    retryAfterSeconds: 1,
  };
  const tagLimits = freeSlots === null && !holdsSlot ? [] : [limit];
  const current = states.at(-1) ?? null;
  const stateId = crypto.randomUUID();
  const verdict = judgeTaskRunTransition({ ...proposal, taskRun, current, stateId, tagLimits });
  const write = verdict.kind === "accept" || verdict.kind === "reject" ? verdict.write : null;
  if (write === null) return { verdict, after: { taskRun, states, holdsSlot } };
  const takes = write.tagSlots === "take" && tagLimits.length > 0;
  return {
    verdict,
    after: {
      taskRun: { ...taskRun, ...write.columns },
      states: [...states, write.state],
      holdsSlot: takes || (holdsSlot && write.tagSlots !== "release"),
    },
  };
}

function forEachStep(check: (step: Step, verdict: Verdict<TaskRunWrite>) => void) {
  fc.assert(
    fc.property(anyTaskRun, anySteps, (taskRun, steps) => {
      let before: History = { taskRun, states: [], holdsSlot: false };
      let now = NOW;
      for (const { later, isForced, freeSlots, ...rest } of steps) {
        now = addSeconds(now, later);
        const policy = isForced ? ("minimal" as const) : ("core" as const);
        const { verdict, after } = advanced(before, { ...rest, now, policy }, freeSlots);
        check({ before, after, isForced }, verdict);
        before = after;
      }
    }),
    { numRuns: 300 },
  );
}

const lastOf = ({ states }: History): State | null => states.at(-1) ?? null;

test("a finished task run starts again only unforced where its result is not stored, and is never cancelled again", () => {
  forEachStep(({ before, after, isForced }) => {
    const [from, to] = [lastOf(before), lastOf(after)];
    if (isForced || from === to || from === null || to === null || !isTerminal(from.type)) return;
    // A cached result, and a flow run that is paused, are met before the task run's own end is looked at, or after.
    if (to.name === "Cached" || to.name === "NotReady") return;
    expect(["CANCELLING", "PAUSED", "CRASHED"]).not.toContain(to.type);
    expect(from.type === "COMPLETED" && hasPersistedResult(from)).toBe(false);
  });
});

test("the run count rises by one at most, for a state that is RUNNING, and falls only when a finished run starts again", () => {
  forEachStep(({ before, after, isForced }) => {
    const [from, to] = [lastOf(before), lastOf(after)];
    const rise = after.taskRun.run_count - before.taskRun.run_count;
    if (from === to) return expect(rise).toBe(0);
    const startsAgain = !isForced && from !== null && isTerminal(from.type) && !isTerminal(to!.type);
    if (startsAgain && to?.name !== "NotReady") {
      expect(after.taskRun.run_count).toBe(to?.type === "RUNNING" ? 1 : 0);
    } else {
      expect(rise).toBe(to?.type === "RUNNING" ? 1 : 0);
    }
  });
});

test("states and times stand in order, whatever the clock does", () => {
  forEachStep(({ after: { taskRun, states } }) => expectTimesInOrder(taskRun, states));
});

test("slots of tags are held only by a task run that runs or is being cancelled", () => {
  forEachStep(({ after }) => {
    const type = lastOf(after)?.type;
    if (after.holdsSlot) expect(["RUNNING", "CANCELLING"]).toContain(type);
  });
});

test("no state is written but by an accepted proposal or in the place of a rejected one", () => {
  forEachStep(({ before, after }, verdict) => {
    const isWritten = lastOf(before) !== lastOf(after);
    expect(isWritten).toBe(
      verdict.kind === "accept" || (verdict.kind === "reject" && verdict.write !== null),
    );
    expect(after.states.length - before.states.length).toBe(isWritten ? 1 : 0);
  });
});
