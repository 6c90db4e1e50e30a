import type { StateCreate } from "@reeve/protocol";
import { api } from "../api/client.ts";

// Few enough that the server's other callers do not wait.
const AT_ONCE = 6;

/** What is done with many runs at once. */
export type Change =
  | { kind: "cancel" }
  | { kind: "delete" }
  | { kind: "retry" }
  | { kind: "tag"; tags: string[] };

/** What became of a change of many runs: how many took it, and the first reason why one did not. */
export type Outcome = { done: number; refused: number; reason?: string };

/** Changes runs, a few at a time; one that cannot be changed does not keep the others from it. */
export async function changeRuns(change: Change, ids: readonly string[]): Promise<Outcome> {
  const outcome: Outcome = { done: 0, refused: 0 };
  const waiting = [...ids];
  const work = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const reason = await changeOne(change, id).catch((error: Error) => error.message);
      if (reason === undefined) outcome.done += 1;
      else {
        outcome.refused += 1;
        outcome.reason ??= reason;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return outcome;
}

/** Answers why it was refused; undefined when it was not. */
async function changeOne(change: Change, id: string): Promise<string | undefined> {
  switch (change.kind) {
    case "cancel":
      return await propose(id, { type: "CANCELLING", name: "Cancelling" });
    case "retry":
      return await propose(id, {
        type: "SCHEDULED",
        name: "AwaitingRetry",
        message: "Retried by hand.",
        state_details: { scheduled_time: new Date().toISOString() },
      });
    case "tag": {
      const { tags } = await api.getFlowRun({ params: { id } });
      await api.updateFlowRun({ params: { id }, body: { tags: [...new Set([...tags, ...change.tags])] } });
      return undefined;
    }
    case "delete":
      await api.deleteFlowRun({ params: { id } });
      return undefined;
  }
}

async function propose(id: string, state: StateCreate): Promise<string | undefined> {
  const { status, details } = await api.setFlowRunState({ params: { id }, body: { state } });
  if (status === "ACCEPT") return undefined;
  return ("reason" in details && details.reason) || "The server did not accept it.";
}
