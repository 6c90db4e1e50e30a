import type { FlowRun } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { ArrowDown } from "lucide-react";
import { stateTone, TONE_CLASSES } from "../../components/run-state.ts";
import { firstErrorQuery } from "../flow-run-queries.ts";
import type { UpdateSearch } from "../use-run-search.ts";
import { stateReason } from "./state-reason.ts";

/** Why the run is in its state; of a failure also the way to where the log first tells of it. */
export function ReasonBar({ run, update }: { run: FlowRun; update: UpdateSearch }) {
  const reason = stateReason(run.state);
  const isFailure = run.state_type === "FAILED" || run.state_type === "CRASHED";
  const error = useQuery({ ...firstErrorQuery(run.id, run.state_id ?? ""), enabled: isFailure });
  if (!run.state_type || (!reason && !isFailure)) return null;
  const { text, soft } = TONE_CLASSES[stateTone(run.state_type, run.state_name)];
  const line = error.data;
  return (
    <div className={clsx("flex items-center gap-3 rounded-md px-2.5 py-1", soft, text)}>
      <p title={run.state?.message ?? undefined} className="min-w-0 truncate font-mono text-xs leading-5">
        {reason ?? "The run gave no reason. Its log may tell more."}
      </p>
      {isFailure && line && (
        <button
          type="button"
          onClick={() =>
            update({ tab: undefined, line: line.id, task: undefined, level: undefined, find: undefined })
          }
          className="ml-auto inline-flex h-6 shrink-0 items-center gap-1 font-medium text-xs hover:underline"
        >
          <ArrowDown size={13} aria-hidden="true" />
          First error in the log
        </button>
      )}
    </div>
  );
}
