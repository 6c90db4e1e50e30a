import type { Client } from "@reeve/client";
import { addSeconds, currentTimestamp, type StateCreate } from "@reeve/protocol";

const inSeconds = (seconds: number) => ({ scheduled_time: addSeconds(currentTimestamp(), seconds) });
const RUNNING: StateCreate = { type: "RUNNING" };
const TRACE = [
  "Flow run encountered an exception: ValueError: column 'price' has 12 empty values",
  "Traceback (most recent call last):",
  '  File "flows/prices.py", line 31, in check_prices',
].join("\n");

/** A run of each name, and the states it goes through. */
const RUNS: Readonly<Record<string, readonly StateCreate[]>> = {
  "tomorrow-morning": [{ type: "SCHEDULED", state_details: inSeconds(15 * 3600) }],
  "nobody-takes-it": [{ type: "SCHEDULED", name: "Late", state_details: inSeconds(-1300) }],
  "tried-again-soon": [
    RUNNING,
    {
      type: "SCHEDULED",
      name: "AwaitingRetry",
      message: "TimeoutError: no answer",
      state_details: inSeconds(600),
    },
  ],
  "waits-for-a-slot": [{ type: "SCHEDULED", name: "AwaitingConcurrencySlot", state_details: inSeconds(120) }],
  "about-to-begin": [{ type: "PENDING" }],
  "under-way": [RUNNING],
  "second-try": [RUNNING, { type: "FAILED" }, { type: "RUNNING", name: "Retrying" }],
  "asks-which-model": [
    RUNNING,
    {
      type: "PAUSED",
      message: "Which model shall be used?",
      state_details: { pause_timeout: addSeconds(currentTimestamp(), 86_400), pause_reschedule: false },
    },
  ],
  "put-aside": [
    RUNNING,
    {
      type: "PAUSED",
      name: "Suspended",
      state_details: { pause_timeout: addSeconds(currentTimestamp(), 86_400), pause_reschedule: true },
    },
  ],
  "all-done": [RUNNING, { type: "COMPLETED", message: "All states completed." }],
  "known-already": [RUNNING, { type: "COMPLETED", name: "Cached" }],
  "taken-back": [RUNNING, { type: "COMPLETED", name: "RolledBack" }],
  "empty-prices": [RUNNING, { type: "FAILED", message: TRACE }],
  "took-too-long": [RUNNING, { type: "FAILED", name: "TimedOut", message: "It ran longer than 30 s." }],
  "not-needed": [RUNNING, { type: "CANCELLED", message: "Cancelled by ada." }],
  "being-stopped": [RUNNING, { type: "CANCELLING" }],
  "lost-its-machine": [
    RUNNING,
    { type: "CRASHED", message: "Process exited with status code 137: out of memory" },
  ],
};

/** A run in every state there is, named after what it shows. */
export async function seedEveryState(client: Client): Promise<void> {
  const flow = await client.createFlow({ body: { name: "every-state", tags: ["example"] } });
  for (const [name, states] of Object.entries(RUNS)) {
    const run = await client.createFlowRun({ body: { flow_id: flow.id, name, tags: ["example"] } });
    for (const state of states) {
      await client.setFlowRunState({ params: { id: run.id }, body: { state, force: true } });
    }
  }
}
