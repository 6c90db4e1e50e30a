import { type FlowRow, firstReason } from "@reeve/protocol";
import type { RecentRunRow } from "./queries.ts";

/** How many of the last runs are told of: as many as a small chart shows. */
export const RECENT_RUNS = 16;

/** The last runs of a flow or of a deployment, the newest first, and why the last of them failed that did. */
export function recentRunsOf(given: readonly RecentRunRow[]): Pick<FlowRow, "recent_runs" | "last_failure"> {
  const rows = given.slice(0, RECENT_RUNS);
  const failed = rows.find(({ message }) => message !== null);
  return {
    recent_runs: rows.map(({ id, name, state_type, state_name, sort_time, total_run_time }) => ({
      id,
      name,
      state_type,
      state_name,
      start_time: sort_time,
      seconds: total_run_time,
    })),
    last_failure: failed ? { flow_run_id: failed.id, reason: reasonOf(failed) } : null,
  };
}

const reasonOf = ({ message }: RecentRunRow): string => firstReason(message) ?? "It gave no reason.";
