import type { RunGraph, RunRow } from "@reeve/protocol";
import { runReason } from "@reeve/protocol/run-reason";
import { groupNameOf, parseMilliseconds } from "../timeline/timeline-node.ts";

/** A line of the comparison: one thing that is known of every run, as text. */
export type CompareLine = { part: string; name: string; values: string[]; differs: boolean };

const NONE = "–";

/** What is known of runs, beside each other. */
export function compareRuns(rows: readonly RunRow[]): CompareLine[] {
  const runs = rows.map(({ flow_run }) => flow_run);
  const line = (part: string, name: string, values: readonly unknown[]): CompareLine => {
    const texts = values.map(textOf);
    return { part, name, values: texts, differs: new Set(texts).size > 1 };
  };
  const entries = (
    part: string,
    of: (run: (typeof runs)[number]) => Record<string, unknown> | null | undefined,
  ) => {
    const names = [...new Set(runs.flatMap((run) => Object.keys(of(run) ?? {})))].sort();
    return names.map((name) =>
      line(
        part,
        name,
        runs.map((run) => of(run)?.[name]),
      ),
    );
  };
  return [
    line("Run", "Why", runs.map(runReason)),
    line(
      "Run",
      "Flow",
      rows.map(({ flow_name }) => flow_name),
    ),
    line(
      "Run",
      "Version of the flow",
      runs.map(({ flow_version }) => flow_version),
    ),
    line(
      "Run",
      "Version of the deployment",
      runs.map(({ deployment_version }) => deployment_version),
    ),
    line(
      "Run",
      "Work pool",
      runs.map(({ work_pool_name }) => work_pool_name),
    ),
    line(
      "Run",
      "Work queue",
      runs.map(({ work_queue_name }) => work_queue_name),
    ),
    line(
      "Run",
      "Attempts",
      runs.map(({ run_count }) => run_count),
    ),
    line(
      "Run",
      "Tags",
      runs.map(({ tags }) => [...tags].sort().join(", ")),
    ),
    ...entries("Parameters", ({ parameters }) => parameters),
    ...entries("Job variables", ({ job_variables }) => job_variables),
  ];
}

const textOf = (value: unknown): string =>
  value === undefined || value === null || value === ""
    ? NONE
    : typeof value === "string"
      ? value
      : JSON.stringify(value);

/** How long one task took in a run: from its first beginning to its last end, over all its runs there. */
export type TaskSpan = { milliseconds: number; runs: number; failed: number };
export type TaskLine = { name: string; spans: (TaskSpan | undefined)[] };

/** The tasks of runs beside each other, in the order in which they began. */
export function compareTasks(graphs: readonly RunGraph[]): TaskLine[] {
  const spans = graphs.map(spansOf);
  const names = [...new Set(spans.flatMap((each) => [...each.keys()]))];
  return names.map((name) => ({ name, spans: spans.map((each) => each.get(name)) }));
}

function spansOf({ nodes }: RunGraph): Map<string, TaskSpan> {
  const found = new Map<string, { from: number; to: number; runs: number; failed: number }>();
  for (const [, node] of nodes) {
    const name = groupNameOf(node.label, node.kind);
    const from = parseMilliseconds(node.start_time);
    const to = node.end_time === null ? from : parseMilliseconds(node.end_time);
    const failed = node.state_type === "FAILED" || node.state_type === "CRASHED" ? 1 : 0;
    const before = found.get(name);
    found.set(name, {
      from: Math.min(before?.from ?? from, from),
      to: Math.max(before?.to ?? to, to),
      runs: (before?.runs ?? 0) + 1,
      failed: (before?.failed ?? 0) + failed,
    });
  }
  return new Map(
    [...found].map(([name, { from, to, runs, failed }]) => [name, { milliseconds: to - from, runs, failed }]),
  );
}
