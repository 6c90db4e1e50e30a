import {
  DateTime,
  Json,
  type JsonObject,
  Maybe,
  Nullable,
  oneOf,
  open,
  type Static,
  strict,
  Type,
  Uuid,
} from "./schema.ts";
import { STATE_TYPES } from "./state-types.ts";

export const StateType = oneOf("StateType", STATE_TYPES);
export type StateType = Static<typeof StateType>;

const flag = Type.Optional({ ...Nullable(Type.Boolean()), default: false });

export const StateDetails = open("StateDetails", {
  flow_run_id: Maybe(Uuid),
  task_run_id: Maybe(Uuid),
  child_flow_run_id: Maybe(Uuid),
  scheduled_time: Maybe(DateTime),
  cache_key: Maybe(Type.String()),
  cache_expiration: Maybe(DateTime),
  deferred: flag,
  untrackable_result: flag,
  pause_timeout: Maybe(DateTime),
  pause_reschedule: flag,
  pause_key: Maybe(Type.String()),
  run_input_keyset: Maybe(Type.Record(Type.String(), Type.String())),
  refresh_cache: Maybe(Type.Boolean()),
  retriable: Maybe(Type.Boolean()),
  transition_id: Maybe(Uuid),
  task_parameters_id: Maybe(Uuid),
  traceparent: Maybe(Type.String()),
  deployment_concurrency_lease_id: Maybe(Uuid),
});
export type StateDetails = Static<typeof StateDetails>;

/** A state as it is stored and answered. */
export const State = open("State", {
  id: Uuid,
  type: StateType,
  name: Nullable(Type.String()),
  timestamp: DateTime,
  message: Nullable(Type.String()),
  data: Nullable(Json),
  state_details: StateDetails,
});
export type State = Static<typeof State>;

/** A state as a client proposes it: the server gives it its id and its time. */
export const StateCreate = strict("StateCreate", {
  type: StateType,
  name: Maybe(Type.String()),
  message: Maybe(Type.String()),
  data: Type.Optional(Nullable(Json)),
  state_details: Type.Optional(StateDetails),
});
export type StateCreate = Static<typeof StateCreate>;

export const SetStateStatus = oneOf("SetStateStatus", ["ACCEPT", "REJECT", "ABORT", "WAIT"]);

const reason = { reason: Type.Optional(Nullable(Type.String())) };

/** What became of a proposed state. WAIT asks the client to send it again after `delay_seconds`. */
export const OrchestrationResult = open("OrchestrationResult", {
  state: Nullable(State),
  status: SetStateStatus,
  details: Type.Union([
    open("StateAcceptDetails", { type: Type.Literal("accept_details") }),
    open("StateWaitDetails", {
      type: Type.Literal("wait_details"),
      delay_seconds: Type.Integer(),
      ...reason,
    }),
    open("StateRejectDetails", { type: Type.Literal("reject_details"), ...reason }),
    open("StateAbortDetails", { type: Type.Literal("abort_details"), ...reason }),
  ]),
});
export type OrchestrationResult = Static<typeof OrchestrationResult>;

export const SetStateBody = Type.Object({
  state: StateCreate,
  force: Type.Optional(Type.Boolean({ default: false })),
});

/** True when the state refers to a result that was stored somewhere, not merely announced. */
export function hasPersistedResult({ data }: { data: unknown }): boolean {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return false;
  return !("type" in data) || data.type !== "unpersisted";
}

/** Opaque JSON that a state carries: a result reference, or nothing. */
export type StateData = Static<typeof JsonObject> | null;
