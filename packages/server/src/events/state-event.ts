import { type ReceivedEvent, type Resource, type State, secondsBetween } from "@reeve/protocol";
import { truncateMessage } from "./resource-event.ts";

/** Beyond this an event no longer says what it follows: readers would wait in vain for the earlier one. */
const FOLLOWS_WITHIN_SECONDS = 300;

/** A change of a run's state; `labels` and `details` are what one kind of run tells besides. */
export type StateChange = {
  run: { id: string; name: string; run_count: number };
  previous: State | null;
  state: State;
  received: string;
  related: Resource[];
  labels?: Resource;
  details?: Record<string, unknown>;
};

/** The event `prefect.<kind>.<state name>`; its id is the state's, so that it is stored once. */
export function stateEvent(kind: "flow-run" | "task-run", change: StateChange): ReceivedEvent {
  const { run, previous, state, received, related, labels, details } = change;
  return {
    id: state.id,
    occurred: state.timestamp,
    event: `prefect.${kind}.${state.name}`,
    resource: {
      "prefect.resource.id": `prefect.${kind}.${run.id}`,
      "prefect.resource.name": run.name,
      "prefect.run-count": String(run.run_count),
      "prefect.state-message": messageOf(state),
      "prefect.state-name": state.name ?? "",
      "prefect.state-timestamp": state.timestamp.replace("Z", "+00:00"),
      "prefect.state-type": state.type,
      ...labels,
    },
    related,
    payload: {
      intended: { from: previous?.type ?? null, to: state.type },
      initial_state: previous && summaryOf(previous),
      validated_state: { ...summaryOf(state), ...details },
    },
    follows: isRecent(previous, state) ? previous.id : null,
    received,
  };
}

const messageOf = (state: State): string => truncateMessage(state.message ?? "");

const summaryOf = (state: State) => ({
  type: state.type,
  name: state.name,
  ...(state.message !== null && { message: messageOf(state) }),
});

const isRecent = (previous: State | null, state: State): previous is State =>
  previous !== null && secondsBetween(previous.timestamp, state.timestamp) <= FOLLOWS_WITHIN_SECONDS;
