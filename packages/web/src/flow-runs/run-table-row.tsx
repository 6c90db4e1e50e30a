import type { RunRow } from "@reeve/protocol";
import { runReason } from "@reeve/protocol/run-reason";
import { Link } from "@tanstack/react-router";
import { clsx } from "clsx";
import { CornerDownRight } from "lucide-react";
import { memo } from "react";
import { Checkbox } from "../components/checkbox.tsx";
import { LogCounts } from "../components/log-counts.tsx";
import { RunDuration } from "../components/run-duration.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { startOf } from "../components/start-of.ts";
import { StateBadge } from "../components/state-badge.tsx";
import { TaskBar } from "../components/task-bar.tsx";
import { Time, TimeAgo } from "../components/time.tsx";
import type { Density } from "../theme/looks.ts";
import type { ExtraColumn } from "./run-list-search.ts";

/** Height of a row in pixels, with which the virtual list counts: as `--run-row` of the density has it. */
export const rowPx = (density: Density): number => (density === "comfortable" ? 36 : 28);

type Props = {
  row: RunRow;
  index: number;
  extras: readonly ExtraColumn[];
  isSelected: boolean;
  onSelect: (id: string, isOn: boolean) => void;
};

const cell = "h-(--run-row) overflow-hidden border-line/60 border-b px-2 whitespace-nowrap";
// Above the run's link, which spans the row.
const above = "relative z-10";
// Boxes show themselves where they are of use; where nothing hovers they are always there.
const quiet =
  "opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100";

/** One run in the table. The whole row is its link. */
export const RunTableRow = memo(function RunTableRow({ row, index, extras, isSelected, onSelect }: Props) {
  const { flow_run: run, flow_name: flowName } = row;
  const start = startOf(run);
  return (
    <tr
      aria-rowindex={index + 2}
      data-index={index}
      data-run-id={run.id}
      className={clsx("group relative", isSelected ? "bg-selected" : "focus-within:bg-hover hover:bg-hover")}
    >
      <td className={clsx(cell, above, "pr-0 pl-3")}>
        <Checkbox
          label={`Select ${run.name}`}
          checked={isSelected}
          onChange={(isOn) => onSelect(run.id, isOn)}
          className={clsx(!isSelected && quiet)}
        />
      </td>
      <td className={cell}>
        <StateCell run={run} />
      </td>
      <td className={cell}>
        <span className="flex items-center gap-1">
          {row.parent_flow_run_id && <ParentLink id={row.parent_flow_run_id} />}
          <Link
            to="/runs/flow-run/$flowRunId"
            params={{ flowRunId: run.id }}
            data-row-link
            className="truncate font-medium text-text outline-none after:absolute after:inset-0 focus-visible:after:rounded-sm focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2"
          >
            {run.name}
          </Link>
        </span>
      </td>
      <td className={cell}>
        <FlowLink name={flowName} />
      </td>
      <td className={cell}>{start && <StartCell start={start} />}</td>
      <td className={clsx(cell, "text-right text-text-soft")}>
        <RunDuration run={run} usual={row.usual_duration} className="z-10" />
      </td>
      <td className={clsx(cell, "pl-5")}>
        <TaskBar counts={row.task_run_counts} />
      </td>
      <td className={clsx(cell, "max-[1380px]:hidden")}>
        <Tags tags={run.tags} />
      </td>
      {extras.map((column) => (
        <td key={column} className={cell}>
          <ExtraCell column={column} row={row} />
        </td>
      ))}
    </tr>
  );
});

function ExtraCell({
  column,
  row: { flow_run: run, deployment_name, log_counts },
}: {
  column: ExtraColumn;
  row: RunRow;
}) {
  const { deployment_id, work_pool_name: pool, work_queue_name: queue } = run;
  if (column === "log") return <LogCounts flowRunId={run.id} counts={log_counts} className={above} />;
  if (column === "parameters") {
    const names = Object.keys(run.parameters);
    return (
      <span className="tabular text-text-soft" title={names.join(", ") || undefined}>
        {names.length > 0 ? names.length : <span className="text-text-faint">none</span>}
      </span>
    );
  }
  const place =
    column === "deployment"
      ? deployment_id && deployment_name && `/deployments/deployment/${deployment_id}`
      : column === "pool"
        ? pool && `/work-pools/work-pool/${encodeURIComponent(pool)}`
        : pool &&
          queue &&
          `/work-pools/work-pool/${encodeURIComponent(pool)}/queue/${encodeURIComponent(queue)}`;
  if (!place) return <span className="text-text-faint">–</span>;
  return (
    <Link
      to={place as string}
      className={clsx(
        above,
        "inline-block h-6 max-w-full truncate align-middle text-text-soft leading-6 hover:text-text hover:underline",
      )}
    >
      {{ deployment: deployment_name, pool, queue }[column]}
    </Link>
  );
}

function StateCell({ run }: { run: RunRow["flow_run"] }) {
  const reason = runReason(run);
  return (
    <span className="flex items-center gap-2">
      <StateBadge type={run.state_type ?? "PENDING"} name={run.state_name} />
      {reason && (
        <span className="truncate text-text-soft text-xs" title={run.state?.message ?? undefined}>
          {reason}
        </span>
      )}
    </span>
  );
}

function ParentLink({ id }: { id: string }) {
  return (
    <Link
      to="/runs/flow-run/$flowRunId"
      params={{ flowRunId: id }}
      aria-label="The run this subflow belongs to"
      title="A subflow: open the run it belongs to"
      className={clsx(
        above,
        "grid size-6 shrink-0 place-items-center rounded-sm text-text-faint hover:text-text",
      )}
    >
      <CornerDownRight size={13} aria-hidden="true" />
    </Link>
  );
}

function StartCell({ start }: { start: string }) {
  return (
    <span className={clsx(above, "inline-flex items-baseline gap-2")}>
      <TimeAgo value={start} className="w-18 text-text-soft" />
      <Time value={start} className="text-text-faint text-xs max-[1380px]:hidden" />
    </span>
  );
}

/** Filters go into the address, so what sets one is a link: it can be opened beside, and copied. */
function FlowLink({ name }: { name: string }) {
  return (
    <Link
      to="/runs"
      search={(before) => ({ ...before, flow: [name] })}
      title={`Show only runs of ${name}`}
      className={clsx(
        above,
        "-mx-1 inline-block h-6 max-w-full truncate rounded-sm px-1 align-middle text-text-soft leading-6 hover:text-text hover:underline",
      )}
    >
      {name}
    </Link>
  );
}

// More would be cut to their first letters; the rest is in the tooltip and on the run's page.
const SHOWN_TAGS = 1;

function Tags({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return null;
  const rest = tags.slice(SHOWN_TAGS);
  return (
    <span className={clsx(above, "inline-flex max-w-full items-center gap-1")}>
      {tags.slice(0, SHOWN_TAGS).map((tag) => (
        <Link
          key={tag}
          to="/runs"
          search={(before) => ({ ...before, tag: [tag] })}
          title={`Show only runs with the tag ${tag}`}
          className="inline-flex h-6 min-w-6 max-w-32 items-center overflow-hidden"
        >
          <span className="h-5 truncate rounded-sm border border-line bg-sunken px-1.5 text-text-soft text-xs leading-4.5 hover:border-line-strong">
            {tag}
          </span>
        </Link>
      ))}
      {rest.length > 0 && (
        <span className="text-text-faint text-xs" title={rest.join(", ")}>
          +{rest.length}
        </span>
      )}
    </span>
  );
}

/** A row of the same size for a run that is not read yet. */
export function SkeletonRow({ index, extras }: { index: number; extras: number }) {
  // Different lengths look like what will come, and the same ones each time do not flicker.
  const width = ["w-24", "w-32", "w-20", "w-28"][index % 4];
  return (
    <tr>
      <td className={cell} />
      <td className={cell}>
        <Skeleton className="h-3 w-24" />
      </td>
      <td className={cell}>
        <Skeleton className={clsx("h-3", width)} />
      </td>
      <td className={cell}>
        <Skeleton className="h-3 w-20" />
      </td>
      <td className={cell}>
        <Skeleton className="h-3 w-28" />
      </td>
      <td className={cell}>
        <Skeleton className="ml-auto h-3 w-12" />
      </td>
      <td className={clsx(cell, "pl-5")}>
        <Skeleton className="h-3 w-24" />
      </td>
      <td className={clsx(cell, "max-[1380px]:hidden")} />
      {extras > 0 && <td colSpan={extras} className={cell} />}
    </tr>
  );
}
