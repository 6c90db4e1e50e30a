import type { RunRow } from "@reeve/protocol";
import { useEffect, useRef } from "react";

const FIRST_PROGRESS_MS = 3_000;
const LAST_PROGRESS_MS = 60_000;

/**
 * Reads again while runs go on: the feed of runs does not tell of their tasks. Runs that do nothing are asked for ever
 * more rarely; with an empty progress nothing is.
 */
export function useProgressReread(progress: string, reread: () => void): void {
  const gap = useRef(FIRST_PROGRESS_MS);
  useEffect(() => {
    gap.current = FIRST_PROGRESS_MS;
    if (progress === "") return;
    let timer: ReturnType<typeof setTimeout>;
    const next = () => {
      timer = setTimeout(() => {
        if (!document.hidden) reread();
        gap.current = Math.min(LAST_PROGRESS_MS, gap.current * 2);
        next();
      }, gap.current);
    };
    next();
    return () => clearTimeout(timer);
  }, [progress, reread]);
}

/** How far the runs that go on have come, as a text that changes with it. */
export const progressOf = (rows: readonly RunRow[]): string =>
  rows
    .filter(({ flow_run: { state_type } }) => state_type === "RUNNING" || state_type === "CANCELLING")
    .map(({ flow_run, task_run_counts }) => flow_run.id + JSON.stringify(task_run_counts))
    .join();
