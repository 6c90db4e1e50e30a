import type { TaskRun } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { ErrorState } from "../../components/error-state.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { StateBadge } from "../../components/state-badge.tsx";
import { ClockTime } from "../../components/time.tsx";
import { taskRunQuery, taskRunStatesQuery } from "../flow-run-queries.ts";
import { countAttempts, stretchesOf } from "../timeline/attempts.ts";
import type { TimelineNode } from "../timeline/timeline-node.ts";
import { isoText } from "../timeline/timeline-node.ts";
import { versionOf } from "../use-attempts.ts";
import { Fact, Facts, Part } from "./facts.tsx";
import { NodeDuration } from "./node-duration.tsx";
import { StateList } from "./state-list.tsx";
import { TaskArtifacts } from "./task-artifacts.tsx";
import { TaskRunFacts } from "./task-run-facts.tsx";
import { TaskRunMenu } from "./task-run-menu.tsx";

/** What is known of a task run: first what the timeline knows, then what is read of it. */
export function TaskFacts({ node, onDeleted }: { node: TimelineNode; onDeleted: () => void }) {
  const version = versionOf(node);
  const taskRun = useQuery(taskRunQuery(node.id, version));
  const states = useQuery({
    ...taskRunStatesQuery(node.id, version),
    placeholderData: (before) => (before?.[0]?.state_details.task_run_id === node.id ? before : undefined),
  });
  const run = taskRun.data;
  const attempts = states.data ? countAttempts(stretchesOf(states.data)) : undefined;
  if (taskRun.error && !taskRun.data)
    return <ErrorState error={taskRun.error} title="The task run could not be read" />;
  return (
    <>
      <Facts>
        <Fact name="State">
          <span className="-my-1 flex items-center justify-between">
            <StateBadge type={node.state} name={run?.state_name} />
            {run && <TaskRunMenu run={run} onDeleted={onDeleted} />}
          </span>
        </Fact>
        <Fact name="Started">
          <ClockTime value={isoText(node.start)} />
        </Fact>
        <Fact name={node.end === null ? "For" : "Took"}>
          <NodeDuration node={node} />
        </Fact>
        <Fact name="Attempts">
          {run ? attemptsText(run, attempts) : <Skeleton className="my-1 h-3 w-16" />}
        </Fact>
      </Facts>
      <Part title="States">
        {states.data ? <StateList states={states.data} /> : <Skeleton className="h-16" />}
      </Part>
      <TaskArtifacts taskRunId={node.id} />
      {run && <TaskRunFacts run={run} />}
    </>
  );
}

function attemptsText(run: TaskRun, attempts: number | undefined): string {
  const count = Math.max(run.run_count, attempts ?? 0);
  const retries = run.empirical_policy.retries ?? 0;
  return retries > 0 ? `${count} of at most ${retries + 1}` : String(count);
}
