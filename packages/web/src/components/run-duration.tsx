import type { FlowRun, UsualDuration } from "@reeve/protocol";
import { clsx } from "clsx";
import { Duration } from "./duration.tsx";
import { formatDuration } from "./format-duration.ts";
import { useNow } from "./use-now.ts";

type Props = { run: FlowRun; usual: UsualDuration | null | undefined; className?: string };

/** How long a run took, or has taken until now, over a bar that says how that stands to what such runs usually take. */
export function RunDuration({ run, usual, className }: Props) {
  const duration = <Duration start={run.start_time} end={run.end_time} />;
  if (!run.start_time || !usual || usual.median_seconds <= 0) return duration;
  const said = `usually ${formatDuration(usual.median_seconds * 1000)}`;
  return (
    <span className={clsx("relative inline-block", className)} title={said}>
      {duration}
      <span className="sr-only">, {said}</span>
      <UsualBar start={run.start_time} end={run.end_time} usualSeconds={usual.median_seconds} />
    </span>
  );
}

// The usual is at the middle of every bar, so that those of a column are compared at a glance.
const FULL_AT = 2;

type BarProps = { start: string; end: string | null | undefined; usualSeconds: number };

function UsualBar({ start, end, usualSeconds }: BarProps) {
  const now = useNow(end ? "off" : "second");
  const seconds = ((end ? Date.parse(end) : now) - Date.parse(start)) / 1000;
  const share = Math.max(0, Math.min(1, seconds / usualSeconds / FULL_AT));
  return (
    <span
      aria-hidden="true"
      className="absolute right-0 -bottom-0.5 block h-0.5 w-10 bg-line forced-color-adjust-none"
    >
      <span
        className={clsx("absolute inset-y-0 left-0", share < 1 ? "bg-text-faint" : "bg-late-fill")}
        style={{ width: `${share * 100}%` }}
      />
      <span className="-inset-y-px absolute left-1/2 w-px bg-text" />
    </span>
  );
}
