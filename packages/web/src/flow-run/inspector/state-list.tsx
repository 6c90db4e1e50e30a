import type { State } from "@reeve/protocol";
import { formatDuration } from "../../components/format-duration.ts";
import { StateBadge } from "../../components/state-badge.tsx";
import { ClockTime } from "../../components/time.tsx";
import { parseMilliseconds } from "../timeline/timeline-node.ts";

/** A run's states in the order of their times, each with how long it lasted and what it said. */
export function StateList({ states }: { states: readonly State[] }) {
  return (
    <ol className="flex flex-col">
      {states.map((state, index) => {
        const next = states[index + 1];
        return (
          <li
            key={state.id}
            className="relative border-line border-l pb-2.5 pl-3.5 last:pb-0 not-last:border-line last:border-transparent ml-[7px]"
          >
            <div className="-ml-[22px] flex items-center gap-2">
              {/* What has passed does not turn any more. */}
              <span className={next ? "bg-surface [&_*]:animate-none!" : "bg-surface"}>
                <StateBadge type={state.type} name={state.name} />
              </span>
              <ClockTime value={state.timestamp} className="ml-auto text-text-faint text-xs" />
              <span className="tabular w-16 text-right text-text-faint text-xs">
                {next
                  ? formatDuration(parseMilliseconds(next.timestamp) - parseMilliseconds(state.timestamp))
                  : ""}
              </span>
            </div>
            {state.message && (
              <p className="line-clamp-4 whitespace-pre-wrap break-words text-text-soft text-xs">
                {state.message}
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}
