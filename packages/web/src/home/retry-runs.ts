import { api } from "../api/client.ts";

/** Has failed runs scheduled to run again at once; answers what to tell. */
export async function retryRuns(ids: readonly string[]): Promise<string> {
  const state = {
    type: "SCHEDULED",
    name: "AwaitingRetry",
    message: "Retried by hand.",
    state_details: { scheduled_time: new Date().toISOString() },
  } as const;
  const { results } = await api.setFlowRunStates({ body: { flow_runs: { id: { any_: [...ids] } }, state } });
  const refused = results.filter(({ status }) => status !== "ACCEPT");
  if (refused.length > 0) {
    const [first] = refused;
    const reason = first && "reason" in first.details ? first.details.reason : undefined;
    throw new Error(reason ?? `${refused.length} of ${results.length} runs cannot be run again.`);
  }
  return results.length === 1 ? "It will run again." : `${results.length} runs will run again.`;
}
