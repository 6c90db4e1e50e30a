import { api } from "../api/client.ts";

// Few enough that the server's other callers do not wait.
const AT_ONCE = 6;

export type Change = "cancel" | "delete";

/** What became of a change of many runs: how many took it, and the first reason why one did not. */
export type Outcome = { done: number; refused: number; reason?: string };

/** Cancels or deletes runs, a few at a time; one that cannot be changed does not keep the others from it. */
export async function changeRuns(change: Change, ids: readonly string[]): Promise<Outcome> {
  const outcome: Outcome = { done: 0, refused: 0 };
  const waiting = [...ids];
  const work = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const reason = await (change === "cancel" ? cancel(id) : remove(id)).catch(
        (error: Error) => error.message,
      );
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

async function cancel(id: string): Promise<string | undefined> {
  const state = { type: "CANCELLING", name: "Cancelling" } as const;
  const { status, details } = await api.setFlowRunState({ params: { id }, body: { state } });
  if (status === "ACCEPT") return undefined;
  return ("reason" in details && details.reason) || "The server did not accept it.";
}

async function remove(id: string): Promise<undefined> {
  await api.deleteFlowRun({ params: { id } });
}
