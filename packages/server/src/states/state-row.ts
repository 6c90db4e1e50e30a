import type { State, StateType } from "@reeve/protocol";
import { readDetails, toDetailsText } from "./state-details.ts";

/** The columns of a state in either table of states. */
export type StateColumns = {
  id: string;
  type: StateType;
  name: string | null;
  timestamp: string;
  message: string | null;
  data: string | null;
  state_details: string;
};

/** A run's row with the rest of its current state joined to it. */
export type WithCurrentState = {
  state_id: string | null;
  state_type: StateType | null;
  state_name: string | null;
  state_timestamp: string | null;
  state_message: string | null;
  state_data: string | null;
  state_details: string | null;
};

export const toState = (row: StateColumns): State => ({
  id: row.id,
  type: row.type,
  name: row.name,
  timestamp: row.timestamp,
  message: row.message,
  data: row.data === null ? null : JSON.parse(row.data),
  state_details: readDetails(row.state_details),
});

/** The current state of a run's row; null before its first. */
export function currentStateOf(row: WithCurrentState): State | null {
  if (row.state_id === null || row.state_type === null || row.state_timestamp === null) return null;
  return {
    id: row.state_id,
    type: row.state_type,
    name: row.state_name,
    timestamp: row.state_timestamp,
    message: row.state_message,
    data: row.state_data === null ? null : JSON.parse(row.state_data),
    state_details: readDetails(row.state_details ?? "{}"),
  };
}

/**
 * Whether a locked row came without its current state: PostgreSQL that waited for the lock joins the state that was
 * current before. Once the row is locked, reading it again finds the state.
 */
export const lacksCurrentState = ({ state_id, state_details }: WithCurrentState): boolean =>
  state_id !== null && state_details === null;

/** A row without any state. */
export const NO_STATE: WithCurrentState = {
  state_id: null,
  state_type: null,
  state_name: null,
  state_timestamp: null,
  state_message: null,
  state_data: null,
  state_details: null,
};

/** What joins a run's row from its current state, as a read of that state would. */
export function joinedState(state: State) {
  const { message, data, state_details } = toStateColumns(state);
  return { state_message: message, state_data: data, state_details };
}

/** A run's row without what is joined to it: the columns of its own table. */
export function withoutJoinedState<R extends WithCurrentState>(row: R) {
  const { state_message: _, state_data: __, state_details: ___, ...columns } = row;
  return columns;
}

/** Whether a state has data to keep; results that are announced but unstored are kept nowhere. */
export function hasStoredData({ data }: Pick<State, "data">): boolean {
  if (data === null || data === undefined) return false;
  return typeof data !== "object" || !("type" in data) || data.type !== "unpersisted";
}

/** A state as its columns. */
export function toStateColumns(state: State): StateColumns {
  return {
    id: state.id,
    type: state.type,
    name: state.name,
    timestamp: state.timestamp,
    message: state.message?.replaceAll("\0", "") ?? null,
    data: hasStoredData(state) ? JSON.stringify(state.data) : null,
    state_details: toDetailsText(state.state_details),
  };
}
