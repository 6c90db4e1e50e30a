import type { FlowRun, OrchestrationResult, StateCreate } from "@reeve/protocol";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api } from "../../api/client.ts";
import { toast } from "../../components/toast.tsx";

// As long as a run stays paused before it counts as failed, unless somebody resumes it.
const PAUSED_MS = 24 * 3_600_000;

/** What can be done with a flow run; each throws an Error with the server's reason when it is refused. */
export function useRunActions(run: FlowRun) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const params = { id: run.id };
  const readAgain = () => queryClient.invalidateQueries({ queryKey: ["flow-run", run.id] });
  const propose = async (state: StateCreate, force = false) => {
    const answer = await api.setFlowRunState({ params, body: { state, force } });
    // A run that nothing executes is made Cancelled at once, which the server calls a rejection of Cancelling.
    const isCancelled = state.type === "CANCELLING" && answer.state?.type === "CANCELLED";
    if (answer.status !== "ACCEPT" && !isCancelled) throw new Error(refusal(answer.details));
    await readAgain();
  };
  const schedule = (at: Date, message: string, name?: string) =>
    propose({
      type: "SCHEDULED",
      ...(name && { name }),
      message,
      state_details: { scheduled_time: at.toISOString() },
    });
  return {
    cancel: () => propose({ type: "CANCELLING", name: "Cancelling", message: "Cancelled by hand." }),
    pause: () =>
      propose({
        type: "PAUSED",
        name: "Suspended",
        message: "Paused by hand.",
        state_details: {
          pause_reschedule: true,
          pause_timeout: new Date(Date.now() + PAUSED_MS).toISOString(),
        },
      }),
    retry: () => schedule(new Date(), "Retried by hand.", "AwaitingRetry"),
    runNow: () => schedule(new Date(), "Run by hand before its time."),
    reschedule: (at: Date) => schedule(at, "Rescheduled by hand."),
    changeState: propose,
    resume: async (input: Record<string, unknown> | undefined) => {
      const { status, details } = await api.resumeFlowRun({ params, body: { run_input: input } });
      if (status !== "ACCEPT") throw new Error(refusal(details));
      await readAgain();
    },
    remove: async () => {
      await api.deleteFlowRun({ params });
      toast(`${run.name} was deleted`);
      await navigate({ to: "/runs" as string });
    },
  };
}

export type RunActionSet = ReturnType<typeof useRunActions>;

const refusal = (details: OrchestrationResult["details"]): string =>
  ("reason" in details && details.reason) || "The server refused, and gave no reason.";
