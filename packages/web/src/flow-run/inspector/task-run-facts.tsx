import type { TaskInput, TaskRun } from "@reeve/protocol";
import { Chip } from "../../components/chip.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { formatDuration } from "../../components/format-duration.ts";
import { Time } from "../../components/time.tsx";
import { Fact, Facts, Part } from "./facts.tsx";

/** What a task run was given, what it is called by and how it is run. */
export function TaskRunFacts({ run }: { run: TaskRun }) {
  const inputs = Object.entries(run.task_inputs).filter(([name]) => !name.startsWith("__"));
  return (
    <>
      <Part title="Inputs">
        {inputs.length === 0 ? (
          <p className="text-text-faint">It takes no arguments.</p>
        ) : (
          <Facts>
            {inputs.map(([name, sources]) => (
              <Fact key={name} name={name}>
                {sources.length === 0 ? "a value" : sources.map(inputText).join(", ")}
              </Fact>
            ))}
          </Facts>
        )}
      </Part>
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
        <Configuration run={run} />
      </Part>
    </>
  );
}

function Configuration({ run }: { run: TaskRun }) {
  return (
    <Facts>
      <Fact name="Retries">{retriesText(run)}</Fact>
      <Fact name="Cache key">{run.cache_key ?? <None>none: its result is not looked up</None>}</Fact>
      {run.cache_expiration && (
        <Fact name="Cached until">
          <Time value={run.cache_expiration} />
        </Fact>
      )}
      <Fact name="Run time">
        {run.start_time ? (
          `${formatDuration(Math.max(run.estimated_run_time, run.total_run_time) * 1000)}, all attempts`
        ) : (
          <None>it has not begun</None>
        )}
      </Fact>
      <Fact name="Version">{run.task_version ?? <None>none</None>}</Fact>
      <Fact name="Task key">{run.task_key}</Fact>
      <Fact name="Dynamic key">{run.dynamic_key}</Fact>
      <Fact name="Created">{run.created && <Time value={run.created} />}</Fact>
      <Fact name="Updated">{run.updated && <Time value={run.updated} />}</Fact>
      <Fact name="Id">
        <span className="flex items-center gap-1">
          <span className="truncate font-mono text-xs">{run.id}</span>
          <CopyButton text={run.id} label="Copy the id" />
        </span>
      </Fact>
    </Facts>
  );
}

const None = ({ children }: { children: string }) => <span className="text-text-faint">{children}</span>;

function retriesText({ empirical_policy: policy }: TaskRun): string {
  if (!policy.retries) return "none";
  const delay = policy.retry_delay;
  const delays = Array.isArray(delay) ? delay : delay ? [delay] : [];
  const when =
    delays.length === 0
      ? "at once"
      : `after ${delays.map((seconds) => formatDuration(seconds * 1000)).join(", ")}`;
  const jitter = policy.retry_jitter_factor ? `, jitter ${policy.retry_jitter_factor}` : "";
  return `${policy.retries}×, ${when}${jitter}`;
}

const inputText = (input: TaskInput): string => {
  if (input.input_type === "parameter") return `parameter ${input.name}`;
  if (input.input_type === "constant") return `constant (${input.type})`;
  return input.input_type === "flow_run" ? "result of a subflow" : "result of a task run";
};
