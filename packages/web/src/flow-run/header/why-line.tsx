import type { FlowRun } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client.ts";
import { TimeAgo } from "../../components/time.tsx";
import { crashHelp } from "./crash-help.ts";

/** Below the reason: why a run that should run does not, or what its crash most likely means. */
export function WhyLine({ run }: { run: FlowRun }) {
  const due = run.next_scheduled_start_time ?? run.expected_start_time;
  const isOverdue = run.state_type === "SCHEDULED" && due !== null && Date.parse(due) <= Date.now();
  const isWaiting = isOverdue || run.state_type === "PENDING";
  const { data } = useQuery({
    queryKey: ["why-waiting", run.id, run.state_id],
    queryFn: ({ signal }) => api.getWhyWaiting({ params: { id: run.id } }, { signal }),
    enabled: isWaiting,
    retry: false,
  });
  const text = isWaiting
    ? data?.is_waiting
      ? data.summary
      : undefined
    : run.state_type === "CRASHED"
      ? crashHelp(run.state?.message)
      : undefined;
  const isClaimed = isWaiting && data?.gates.find((gate) => !gate.is_open)?.gate === "claim";
  if (!text) return null;
  return (
    <p className="text-text-soft">
      {text}
      {isClaimed && run.state && (
        <>
          {" "}
          That was <TimeAgo value={run.state.timestamp} />.
        </>
      )}
    </p>
  );
}
