import type { RunUnderWay } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { clsx } from "clsx";
import { Duration } from "../components/duration.tsx";
import { formatDuration } from "../components/format-duration.ts";
import { Panel, PanelNote } from "../components/panel.tsx";
import { stateLabel, stateTone, TONE_CLASSES } from "../components/run-state.ts";
import { startOf } from "../components/start-of.ts";
import { StateIcon } from "../components/state-icon.tsx";
import { TaskBar } from "../components/task-bar.tsx";
import { TimeAgo } from "../components/time.tsx";
import { aboveRowLink, rowLinkClasses } from "../lists/use-table-keys.ts";

type Props = { list: { count: number; runs: readonly RunUnderWay[] } };

const lineClasses = "group relative flex min-h-11 flex-col justify-center gap-0.5 px-4 py-1.5 hover:bg-hover";

/** The runs that go on, how far each has come, and how long it usually takes. */
export function RunningPanel({ list }: Props) {
  return (
    <Panel
      title="Running now"
      note={noteOf(list)}
      actions={<AllRuns list={list} search={{ view: "running" }} />}
    >
      {list.count === 0 && <PanelNote>Nothing runs at the moment.</PanelNote>}
      <ul className="pb-1.5">
        {list.runs.map(({ row, usual_seconds: usual }) => (
          <li key={row.flow_run.id} className={lineClasses}>
            <RunTitle run={{ row }} />
            <span className="flex items-center gap-3 text-xs">
              <span className={aboveRowLink}>
                {Object.keys(row.task_run_counts).length > 0 ? (
                  <TaskBar counts={row.task_run_counts} />
                ) : (
                  <span className="text-text-faint">no tasks yet</span>
                )}
              </span>
              <span className="ml-auto text-text-soft">
                <Duration start={row.flow_run.start_time} end={row.flow_run.end_time} />
                {usual !== null && usual >= 1 && (
                  <span className="text-text-faint"> · usually {formatDuration(usual * 1000)}</span>
                )}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The runs that should go on and do not, each with why. */
export function WaitingPanel({ list }: Props) {
  return (
    <Panel
      title="Waiting"
      note={noteOf(list)}
      actions={<AllRuns list={list} search={{ view: "upcoming" }} />}
    >
      {list.count === 0 && <PanelNote>No run is late, paused or waits for a slot.</PanelNote>}
      <ul className="pb-1.5">
        {list.runs.map(({ row, waits_because: reason }) => {
          const { state_type, state_name, state } = row.flow_run;
          const type = state_type ?? "PENDING";
          const start = startOf(row.flow_run);
          return (
            <li key={row.flow_run.id} className={lineClasses}>
              <RunTitle run={{ row }} />
              <span className="flex items-baseline gap-2 text-xs">
                <span
                  className={clsx("shrink-0 font-medium", TONE_CLASSES[stateTone(type, state_name)].text)}
                >
                  {stateLabel(type, state_name)}
                </span>
                <span className="truncate text-text-soft" title={reason ?? undefined}>
                  {type === "PAUSED" ? (state?.message ?? "Until somebody resumes it.") : reason}
                </span>
                {start && (
                  <span className={clsx(aboveRowLink, "ml-auto shrink-0 text-text-faint")}>
                    <TimeAgo value={start} />
                  </span>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

const noteOf = ({ count }: Props["list"]) => (count > 0 ? count.toLocaleString("en") : undefined);

function AllRuns({ list, search }: Props & { search: Record<string, string> }) {
  if (list.count <= list.runs.length) return null;
  return (
    <Link to="/runs" search={search} className="rounded-sm px-1 py-1 text-accent text-xs hover:underline">
      All of them
    </Link>
  );
}

/** The flow and the run, the whole line being its link. */
export function RunTitle({ run: { row } }: { run: Pick<RunUnderWay, "row"> }) {
  const { flow_run: run, flow_name } = row;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <StateIcon type={run.state_type ?? "PENDING"} name={run.state_name} />
      <Link to="/runs/flow-run/$flowRunId" params={{ flowRunId: run.id }} className={rowLinkClasses}>
        {flow_name}
      </Link>
      <span className="truncate text-text-faint">{run.name}</span>
    </span>
  );
}
