import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { flowRunStatesQuery, taskRunStatesQuery } from "../flow-run-queries.ts";
import type { TimelineNode } from "../timeline/timeline-node.ts";
import { versionOf } from "../use-attempts.ts";
import { type AttemptSpan, attemptSpans } from "./attempt-spans.ts";

type Of = { flowRunId: string; attempts: number; selected: TimelineNode | undefined };

/** The attempts of what the log is of: the selected task run, or the whole run; none of what was tried once. */
export function useAttemptSpans({ flowRunId, attempts, selected }: Of): readonly AttemptSpan[] {
  const isTask = selected?.kind === "task-run";
  const ofTask = useQuery({
    ...taskRunStatesQuery(selected?.id ?? "", selected ? versionOf(selected) : ""),
    enabled: isTask,
  });
  const ofRun = useQuery({
    ...flowRunStatesQuery(flowRunId, String(attempts)),
    enabled: selected === undefined && attempts > 1,
  });
  const states = isTask ? ofTask.data : selected === undefined ? ofRun.data : undefined;
  return useMemo(() => {
    const spans = attemptSpans(states ?? []);
    return spans.length > 1 ? spans : [];
  }, [states]);
}
