import {
  defaultStateName,
  parseTimestamp,
  ReeveError,
  type State,
  type StateCreate,
  type StateDetails,
  type Timestamp,
} from "@reeve/protocol";
import { withoutArtifactFields } from "./result-artifact.ts";

/** The details of a state with every key present. */
export type CompleteStateDetails = { [Key in keyof StateDetails]-?: Exclude<StateDetails[Key], undefined> };

/** A proposed state with nothing left to default: only its id and its time are missing. */
export type Proposal = Omit<State, "id" | "timestamp" | "name" | "state_details"> & {
  readonly name: string;
  readonly state_details: CompleteStateDetails;
};

/** A state ready to be written and answered, every detail present. */
export type MintedState = Proposal & Pick<State, "id" | "timestamp">;

/** Fills in what a client may leave out: the name of the type, every detail, and now as the time of a SCHEDULED state. */
export function completeProposal(proposed: StateCreate, now: Timestamp): Proposal {
  const details = completeDetails(proposed.state_details ?? {});
  if (proposed.type === "SCHEDULED") details.scheduled_time ??= now;
  return {
    type: proposed.type,
    name: proposed.name || defaultStateName(proposed.type),
    message: proposed.message ?? null,
    data: withoutArtifactFields(proposed.data ?? null),
    state_details: details,
  };
}

/** Turns a proposal into a state by giving it its id and its time. */
export function mintState(proposed: StateCreate, id: string, timestamp: Timestamp): MintedState {
  return { id, timestamp, ...completeProposal(proposed, timestamp) };
}

/** A state's details with what a client may leave out: nothing is said of it, or it is false. */
export function completeDetails(details: StateDetails): CompleteStateDetails {
  return {
    flow_run_id: details.flow_run_id ?? null,
    task_run_id: details.task_run_id ?? null,
    child_flow_run_id: details.child_flow_run_id ?? null,
    scheduled_time: normalTime("scheduled_time", details.scheduled_time),
    cache_key: details.cache_key ?? null,
    cache_expiration: normalTime("cache_expiration", details.cache_expiration),
    // Left out means false, but clients send null and read null back.
    deferred: details.deferred === undefined ? false : details.deferred,
    untrackable_result: details.untrackable_result ?? false,
    pause_timeout: normalTime("pause_timeout", details.pause_timeout),
    pause_reschedule: details.pause_reschedule ?? false,
    pause_key: details.pause_key ?? null,
    run_input_keyset: details.run_input_keyset ?? null,
    refresh_cache: details.refresh_cache ?? null,
    retriable: details.retriable ?? null,
    transition_id: details.transition_id ?? null,
    task_parameters_id: details.task_parameters_id ?? null,
    traceparent: details.traceparent ?? null,
    deployment_concurrency_lease_id: details.deployment_concurrency_lease_id ?? null,
  };
}

function normalTime(key: keyof StateDetails, text: string | null | undefined): Timestamp | null {
  if (text === null || text === undefined) return null;
  const timestamp = parseTimestamp(text);
  if (timestamp) return timestamp;
  throw new ReeveError("invalid_request", `state_details.${key} is "${text}"; write an ISO 8601 time.`);
}
