import type { FlowRun } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { ArrowDown } from "lucide-react";
import { stateTone, TONE_CLASSES } from "../../components/run-state.ts";
import { firstErrorQuery } from "../flow-run-queries.ts";
import { levelOf } from "../log/log-levels.ts";
import type { RunLog } from "../log/use-log.ts";
import { PHONE } from "../phone.ts";
import type { UpdateSearch } from "../use-run-search.ts";
import { stateReason } from "./state-reason.ts";

type Props = { run: FlowRun; log: RunLog; update: UpdateSearch };

/** Why the run is in its state; of a failure also the way to where the log first tells of it. */
export function ReasonBar({ run, log, update }: Props) {
  const reason = stateReason(run.state);
  const isFailure = run.state_type === "FAILED" || run.state_type === "CRASHED";
  // Lines are read from the first one on, so the first error among them is the log's first.
  const loaded = isFailure ? log.lines.find((line) => levelOf(line.level) === "error")?.id : undefined;
  const isUnknown = isFailure && loaded === undefined && !log.isComplete && !log.isReading;
  const { data } = useQuery({ ...firstErrorQuery(run.id, run.state_id ?? ""), enabled: isUnknown });
  const line = loaded ?? data?.id;
  if (!run.state_type || (!reason && !isFailure)) return null;
  const { text, soft } = TONE_CLASSES[stateTone(run.state_type, run.state_name)];
  return (
    <div
      className={clsx(
        "flex h-8 items-center gap-x-3 rounded-md px-2.5 max-sm:h-auto max-sm:flex-col max-sm:items-start max-sm:py-1.5",
        soft,
        text,
      )}
    >
      <p
        title={run.state?.message ?? undefined}
        className="min-w-0 max-w-full truncate font-mono text-xs leading-5 max-sm:line-clamp-3 max-sm:whitespace-normal max-sm:break-words"
      >
        {reason ?? "The run gave no reason. Its log may tell more."}
      </p>
      {isFailure && line && (
        <button
          type="button"
          onClick={() => showLine(line, update)}
          className="inline-flex h-6 sm:ml-auto shrink-0 items-center gap-1 font-medium text-xs hover:underline"
        >
          <ArrowDown size={13} aria-hidden="true" />
          First error in the log
        </button>
      )}
    </div>
  );
}

function showLine(line: string, update: UpdateSearch): void {
  // Without this a second click would change nothing, though the reader has scrolled away.
  update({ line: undefined }, { replace: true });
  const tab = matchMedia(PHONE).matches ? "log" : undefined;
  requestAnimationFrame(() => update({ tab, line, task: undefined, level: undefined, find: undefined }));
}
