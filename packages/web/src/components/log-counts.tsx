import type { RunRow } from "@reeve/protocol";
import { MOST_LOG_COUNT } from "@reeve/protocol/most-log-count";
import { Link } from "@tanstack/react-router";
import { clsx } from "clsx";
import { CircleX, type LucideIcon, TriangleAlert } from "lucide-react";

const KINDS = [
  { of: "errors", one: "error", level: "error", icon: CircleX, color: "text-failed" },
  { of: "warnings", one: "warning", level: "warning", icon: TriangleAlert, color: "text-late" },
] as const satisfies readonly {
  of: keyof RunRow["log_counts"];
  one: string;
  level: string;
  icon: LucideIcon;
  color: string;
}[];

type Props = { flowRunId: string; counts: RunRow["log_counts"]; className?: string };

/** How many errors and warnings a run's log has, each a link to them; nothing where it has none. */
export function LogCounts({ flowRunId, counts, className }: Props) {
  const found = KINDS.filter(({ of }) => counts[of] > 0);
  if (found.length === 0) return null;
  return (
    <span className={clsx("inline-flex items-center gap-1.5", className)}>
      {found.map(({ of, one, level, icon: Icon, color }) => {
        const number = sayCount(counts[of]);
        return (
          <Link
            key={of}
            to="/runs/flow-run/$flowRunId"
            params={{ flowRunId }}
            search={{ tab: "log", level } as never}
            aria-label={`${number} ${counts[of] === 1 ? one : of} in the log`}
            title={`${number} ${counts[of] === 1 ? one : of} in the log`}
            className={clsx(
              "tabular inline-flex h-6 min-w-6 items-center justify-center gap-1 rounded-sm hover:underline",
              color,
            )}
          >
            <Icon size={12} aria-hidden="true" />
            {number}
          </Link>
        );
      })}
    </span>
  );
}

const sayCount = (count: number): string =>
  count < MOST_LOG_COUNT ? String(count) : `${MOST_LOG_COUNT - 1}+`;
