import { randomUUID } from "node:crypto";
import type { StateDetails, StateType, TaskInput } from "@reeve/protocol";
import { newId } from "@reeve/protocol/ids";
import { defaultStateName, isTerminal } from "@reeve/protocol/state-types";
import { addSeconds, currentTimestamp, secondsBetween } from "@reeve/protocol/timestamp";
import type { RunState } from "../future.ts";
import type { ResultMetadata } from "../results/result-record.ts";
import type { TaskDefinition } from "../task-definition.ts";
import type { FlowRunScope } from "./flow-run-scope.ts";
import { policyDelays } from "./retry-delay.ts";
import type { ServerLink } from "./server-link.ts";
import { type TaskRunFacts, type TaskRunState, taskRunEvent } from "./task-run-events.ts";

type StateOptions = { name?: string; message?: string; details?: StateDetails; data?: ResultMetadata };

/** One run of a task: keeps its state and counts, and tells the server of every change in the background. */
export class TaskRun {
  readonly id = newId();
  readonly taskName: string;
  readonly #facts: TaskRunFacts;
  readonly #flow: FlowRunScope | undefined;
  readonly #link: ServerLink | undefined;
  #state: TaskRunState;

  constructor(
    definition: TaskDefinition,
    inputs: Record<string, TaskInput[]>,
    runName: string | undefined,
    place: { flow: FlowRunScope | undefined; link: ServerLink | undefined },
  ) {
    const dynamicKey = randomUUID();
    const { retries = 0, retryDelay, retryJitterFactor, tags = [] } = definition.options;
    this.taskName = definition.name;
    this.#flow = place.flow;
    this.#link = place.link;
    this.#state = newState("PENDING", currentTimestamp(), {});
    this.#facts = {
      name: runName ?? `${definition.name}-${dynamicKey.slice(0, 3)}`,
      task_key: definition.key,
      dynamic_key: dynamicKey,
      empirical_policy: {
        retries,
        retry_delay: policyDelays(retryDelay, retries),
        ...(retryJitterFactor === undefined ? {} : { retry_jitter_factor: retryJitterFactor }),
      },
      tags,
      labels: {},
      task_inputs: inputs,
      run_count: 0,
      flow_run_run_count: 0,
      expected_start_time: this.#state.timestamp,
      total_run_time: 0,
    };
    this.#emit(undefined);
  }

  get name(): string {
    return this.#facts.name;
  }

  get runCount(): number {
    return this.#facts.run_count;
  }

  readonly runState = (): RunState => {
    const { type, name, message } = this.#state;
    return { type, name, message: message || null };
  };

  /** Enters a state; the counts and times follow from it. */
  enter(type: StateType, options: StateOptions = {}): void {
    const previous = this.#state;
    const facts = this.#facts;
    const state = newState(type, currentTimestamp(), options);
    if (previous.type === "RUNNING") {
      const seconds = facts.total_run_time + secondsBetween(previous.timestamp, state.timestamp);
      facts.total_run_time = Math.round(seconds * 1e6) / 1e6;
    }
    if (type === "RUNNING") {
      facts.run_count += 1;
      facts.flow_run_run_count = this.#flow?.runCount ?? 0;
      facts.start_time ??= state.timestamp;
    }
    if (isTerminal(type)) facts.end_time = state.timestamp;
    this.#state = state;
    this.#emit(previous);
  }

  /** Waits for its next attempt, in a state that tells when that will be. */
  awaitRetry(delayMs: number): void {
    const scheduled_time = addSeconds(currentTimestamp(), delayMs / 1000);
    this.enter("SCHEDULED", { name: "AwaitingRetry", details: { scheduled_time } });
  }

  #emit(previous: TaskRunState | undefined): void {
    if (!this.#link) return;
    const related = this.#flow?.related ?? [];
    this.#link.events.emit(taskRunEvent(this.id, this.#facts, previous, this.#state, related));
  }
}

function newState(
  type: StateType,
  timestamp: string,
  { name, message, details, data }: StateOptions,
): TaskRunState {
  return {
    id: newId(),
    type,
    name: name ?? defaultStateName(type),
    message: message ?? "",
    timestamp,
    details: details ?? {},
    data: data ?? null,
  };
}
