import type { FlowRun, RunOverview, UsualDuration } from "@reeve/protocol";
import { isTerminal } from "@reeve/protocol/state-types";
import { Chip } from "../../components/chip.tsx";
import { Duration } from "../../components/duration.tsx";
import { StateBadge } from "../../components/state-badge.tsx";
import type { RunLog } from "../log/use-log.ts";
import type { UpdateSearch } from "../use-run-search.ts";
import { Moment } from "./moment.tsx";
import { ReasonBar } from "./reason-bar.tsx";
import { RunActions } from "./run-actions.tsx";
import { HeaderFact, RunOrigin } from "./run-origin.tsx";
import { RunReports } from "./run-reports.tsx";
import { Usually } from "./usual-duration.tsx";
import { WhyLine } from "./why-line.tsx";

type Props = { row: RunOverview; log: RunLog; update: UpdateSearch };

/** What is always in sight of a run: its state and why, when, how long, from where, and what can be done. */
export function RunHeader({ row, log, update }: Props) {
  const run = row.flow_run;
  return (
    <header className="flex shrink-0 flex-col gap-1.5 border-line border-b bg-surface px-4 pt-3 pb-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="min-w-0 truncate font-semibold text-lg tracking-tight max-sm:w-full">{run.name}</h1>
        {run.state_type && <StateBadge type={run.state_type} name={run.state_name} look="soft" />}
        <div className="ml-auto">
          <RunActions run={run} />
        </div>
      </div>
      <ReasonBar run={run} log={log} update={update} />
      <WhyLine run={run} />
      <dl className="flex flex-wrap items-center gap-x-5 gap-y-1 text-text">
        <RunOrigin row={row} />
        <Times run={run} usual={row.usual_duration} />
        {run.run_count > 1 && <HeaderFact name="Attempts">{run.run_count}</HeaderFact>}
      </dl>
      <RunReports row={row} update={update} />
      <Values run={run} update={update} />
    </header>
  );
}

function Times({ run, usual }: { run: FlowRun; usual: UsualDuration | null }) {
  const hasEnded = run.state_type !== null && isTerminal(run.state_type);
  if (!run.start_time) {
    const due = run.next_scheduled_start_time ?? run.expected_start_time;
    return (
      <>
        {due && (
          <HeaderFact name={hasEnded ? "Was due" : "Scheduled for"}>
            <Moment value={due} isDated />
          </HeaderFact>
        )}
        {!hasEnded && usual && (
          <HeaderFact name="Takes">
            <Usually run={run} usual={usual} />
          </HeaderFact>
        )}
      </>
    );
  }
  return (
    <>
      <HeaderFact name="Started">
        <Moment value={run.start_time} />
      </HeaderFact>
      {run.end_time && (
        <HeaderFact name="Ended" isWideOnly>
          <Moment value={run.end_time} />
        </HeaderFact>
      )}
      <HeaderFact name={hasEnded ? "Took" : run.state_type === "RUNNING" ? "Running for" : "Elapsed"}>
        <Duration start={run.start_time} end={run.end_time} className="font-medium" />
        {usual && <Usually run={run} usual={usual} />}
      </HeaderFact>
    </>
  );
}

const MOST_CHIPS = 8;
const LONGEST_VALUE = 40;

/** Tags and parameters as chips in one line. */
function Values({ run, update }: { run: FlowRun; update: UpdateSearch }) {
  const parameters = Object.entries(run.parameters);
  if (run.tags.length + parameters.length === 0) return null;
  const hidden = parameters.length - MOST_CHIPS;
  return (
    <ul
      aria-label="Tags and parameters"
      className="flex flex-wrap items-center gap-1.5 max-sm:max-h-6 max-sm:overflow-hidden"
    >
      {run.tags.map((tag) => (
        <li key={tag}>
          <Chip className="rounded-full!">{tag}</Chip>
        </li>
      ))}
      {parameters.slice(0, MOST_CHIPS).map(([name, value]) => (
        <li key={name}>
          <Chip className="font-mono">
            <span className="text-text-faint">{name} = </span>
            <span className="text-text">{shortJson(value)}</span>
          </Chip>
        </li>
      ))}
      {hidden > 0 && (
        <li>
          <button
            type="button"
            onClick={() => update({ tab: "parameters" })}
            className="h-6 px-1 text-accent text-xs hover:underline"
          >
            {hidden} more
          </button>
        </li>
      )}
    </ul>
  );
}

function shortJson(value: unknown): string {
  const text = JSON.stringify(value) ?? "null";
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
