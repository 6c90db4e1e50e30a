import type { State, StateType, TaskRun, Timestamp } from "@reeve/protocol";
import { type RawBuilder, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { type JsonMember, json, jsonMembers, text, time, word } from "../db/json-members.ts";
import { JsonText } from "../json-text.ts";
import { estimateRunTime, estimateStartTimeDelta } from "../orchestration/bookkeeping.ts";
import { completeDetailsText } from "./state-details.ts";

/** A run of either kind written as JSON by the database, with what has to be known to write the rest of it. */
export type RunText = {
  members: string;
  /** Those of its state but for the details; null before its first. */
  state_members: string | null;
  state_details: string | null;
  state_type: StateType | null;
  state_timestamp: Timestamp | null;
  expected_start_time: Timestamp | null;
  start_time: Timestamp | null;
  total_run_time: number;
};

type Rest = Pick<TaskRun, "estimated_run_time" | "estimated_start_time_delta" | "state">;

/** The members of a run that its row alone tells. */
export type RunMembers<R extends Rest> = Exclude<keyof R, keyof Rest>;

/** The members of the current state that is joined to a run. */
export function stateMembers(
  runs: "flow_runs" | "task_runs",
  states: "flow_run_states" | "task_run_states",
): (connection: Connection) => RawBuilder<string | null> {
  const members = jsonMembers({
    id: word(`${runs}.state_id`),
    type: word(`${runs}.state_type`),
    name: text(`${runs}.state_name`),
    timestamp: time(`${runs}.state_timestamp`),
    message: text(`${states}.message`),
    data: json(`${states}.data`),
  } satisfies Record<Exclude<keyof State, "state_details">, JsonMember>);
  const hasState = ["id", "type", "timestamp"]
    .map((part) => `${runs}.state_${part} is not null`)
    .join(" and ");
  return (connection) => sql`case when ${sql.raw(hasState)} then ${members(connection)} end`;
}

/** The JSON of a run, as it is at that time. */
export function composeRun<R extends Rest>(row: RunText, now: Timestamp): JsonText<R> {
  const { members, state_members, state_details } = row;
  const state =
    state_members === null
      ? "null"
      : `{${state_members},"state_details":${completeDetailsText(state_details ?? "{}")}}`;
  const runTime = estimateRunTime(row, now);
  const delta = estimateStartTimeDelta(row, now);
  return new JsonText(
    `{${members},"estimated_run_time":${runTime},"estimated_start_time_delta":${delta},"state":${state}}`,
  );
}
