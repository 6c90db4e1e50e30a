import type { TaskInput, TaskRun } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { Chip } from "../../components/chip.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { formatDuration } from "../../components/format-duration.ts";
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
  if (taskRun.error) return <ErrorState error={taskRun.error} title="The task run could not be read" />;
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
      {run && <RunFacts run={run} />}
    </>
  );
}

function RunFacts({ run }: { run: TaskRun }) {
  const inputs = Object.entries(run.task_inputs).filter(([name]) => !name.startsWith("__"));
  return (
    <>
      {inputs.length > 0 && (
        <Part title="Inputs">
          <Facts>
            {inputs.map(([name, sources]) => (
              <Fact key={name} name={name}>
                {sources.length === 0 ? "a value" : sources.map(inputText).join(", ")}
              </Fact>
            ))}
          </Facts>
        </Part>
      )}
      {run.tags.length > 0 && (
        <Part title="Tags">
          <div className="flex flex-wrap gap-1">
            {run.tags.map((tag) => (
              <Chip key={tag}>{tag}</Chip>
            ))}
          </div>
        </Part>
      )}
      <Part title="Configuration">
        <Facts>
          <Fact name="Retries">{retriesText(run)}</Fact>
          {run.cache_key && <Fact name="Cache key">{run.cache_key}</Fact>}
          {run.task_version && <Fact name="Version">{run.task_version}</Fact>}
          <Fact name="Task key">{run.task_key}</Fact>
          <Fact name="Dynamic key">{run.dynamic_key}</Fact>
          <Fact name="Id">
            <span className="flex items-center gap-1">
              <span className="truncate font-mono text-xs">{run.id}</span>
              <CopyButton text={run.id} label="Copy the id" />
            </span>
          </Fact>
        </Facts>
      </Part>
    </>
  );
}

function attemptsText(run: TaskRun, attempts: number | undefined): string {
  const count = Math.max(run.run_count, attempts ?? 0);
  const retries = run.empirical_policy.retries ?? 0;
  return retries > 0 ? `${count} of at most ${retries + 1}` : String(count);
}

function retriesText({ empirical_policy: policy }: TaskRun): string {
  if (!policy.retries) return "none";
  const delay = policy.retry_delay;
  const delays = Array.isArray(delay) ? delay : delay ? [delay] : [];
  const times = `${policy.retries}×`;
  if (delays.length === 0) return `${times}, at once`;
  const jitter = policy.retry_jitter_factor ? `, jitter ${policy.retry_jitter_factor}` : "";
  return `${times}, after ${delays.map((seconds) => formatDuration(seconds * 1000)).join(", ")}${jitter}`;
}

const inputText = (input: TaskInput): string => {
  if (input.input_type === "parameter") return `parameter ${input.name}`;
  if (input.input_type === "constant") return `constant (${input.type})`;
  return input.input_type === "flow_run" ? "result of a subflow" : "result of a task run";
};
