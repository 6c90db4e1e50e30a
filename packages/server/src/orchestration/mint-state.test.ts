import { STATE_TYPES } from "@reeve/protocol";
import { expect, test } from "vitest";
import { completeProposal, mintState } from "./mint-state.ts";
import { NOW, STATE_ID } from "./transition-samples.ts";

test("a state has all of its details, whatever was proposed", () => {
  expect(mintState({ type: "PENDING" }, STATE_ID, NOW)).toEqual({
    id: STATE_ID,
    timestamp: NOW,
    type: "PENDING",
    name: "Pending",
    message: null,
    data: null,
    state_details: {
      flow_run_id: null,
      task_run_id: null,
      child_flow_run_id: null,
      scheduled_time: null,
      cache_key: null,
      cache_expiration: null,
      deferred: false,
      untrackable_result: false,
      pause_timeout: null,
      pause_reschedule: false,
      pause_key: null,
      run_input_keyset: null,
      refresh_cache: null,
      retriable: null,
      transition_id: null,
      task_parameters_id: null,
      traceparent: null,
      deployment_concurrency_lease_id: null,
    },
  });
});

test.each(STATE_TYPES)("a nameless %s state gets the name of its type", (type) => {
  const { name } = completeProposal({ type, name: "" }, NOW);
  expect(name).toBe(type[0] + type.slice(1).toLowerCase());
});

test("a scheduled state without a time is scheduled for now", () => {
  expect(completeProposal({ type: "SCHEDULED" }, NOW).state_details.scheduled_time).toBe(NOW);
  expect(completeProposal({ type: "PENDING" }, NOW).state_details.scheduled_time).toBeNull();
});

test("times are brought into one form, so that they compare as text", () => {
  const state_details = {
    scheduled_time: "2026-11-22 23:19:12.5+01:00",
    pause_timeout: "2026-11-22T23:19:12Z",
  };
  expect(completeProposal({ type: "SCHEDULED", state_details }, NOW).state_details).toMatchObject({
    scheduled_time: "2026-11-22T22:19:12.500000Z",
    pause_timeout: "2026-11-22T23:19:12.000000Z",
  });
});

test("a time that is none is named in the error", () => {
  const propose = () =>
    completeProposal({ type: "SCHEDULED", state_details: { scheduled_time: "soon" } }, NOW);
  expect(propose).toThrow('state_details.scheduled_time is "soon"; write an ISO 8601 time.');
});

test("deferred keeps the null that clients send, and unknown details are dropped", () => {
  const state_details = { deferred: null, untrackable_result: null, surprise: 1 };
  const details = completeProposal({ type: "RUNNING", state_details }, NOW).state_details;
  expect(details).toMatchObject({ deferred: null, untrackable_result: false });
  expect(details).not.toHaveProperty("surprise");
});
