import type { FlowRun } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { aboveRowLink, ROW_LINK, rowLinkClasses } from "../lists/use-table-keys.ts";
import { Duration } from "./duration.tsx";
import { StateBadge } from "./state-badge.tsx";
import { Time, TimeAgo } from "./time.tsx";

type Props = { title: string; runs: readonly FlowRun[] | undefined; whenNone: string };

const cell =
  "h-8 overflow-hidden align-middle border-line/60 border-b px-2 whitespace-nowrap first:pl-4 last:pr-4";

/** Runs under a heading, a line each. */
export function RunLines({ title, runs, whenNone }: Props) {
  return (
    <section className="flex flex-col">
      <h2 className="px-4 pt-4 pb-2 font-medium text-sm">{title}</h2>
      {runs?.length === 0 ? (
        <p className="px-4 pb-2 text-text-faint">{whenNone}</p>
      ) : (
        <table aria-label={title} className="w-full table-fixed border-separate border-spacing-0">
          <thead className="sr-only">
            <tr>
              <th scope="col">State</th>
              <th scope="col">Run</th>
              <th scope="col">When</th>
              <th scope="col">Duration</th>
            </tr>
          </thead>
          <tbody>
            {runs?.map((run) => (
              <RunRow key={run.id} run={run} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function RunRow({ run }: { run: FlowRun }) {
  const at = run.start_time ?? run.next_scheduled_start_time ?? run.expected_start_time;
  return (
    <tr className="group relative focus-within:bg-hover hover:bg-hover">
      <td className={`${cell} w-40`}>
        <StateBadge type={run.state_type ?? "PENDING"} name={run.state_name} className="align-middle" />
      </td>
      <td className={cell}>
        <Link
          to="/runs/flow-run/$flowRunId"
          params={{ flowRunId: run.id }}
          {...ROW_LINK}
          className={rowLinkClasses}
        >
          {run.name}
        </Link>
      </td>
      <td className={`${cell} w-52 max-md:w-28`}>
        {at && (
          <span className={`${aboveRowLink} inline-flex items-baseline gap-2`}>
            <TimeAgo value={at} className="text-text-soft" />
            <Time value={at} className="text-text-faint text-xs max-md:hidden" />
          </span>
        )}
      </td>
      <td className={`${cell} w-24 text-right text-text-soft max-md:hidden`}>
        <Duration start={run.start_time} end={run.end_time} />
      </td>
    </tr>
  );
}
