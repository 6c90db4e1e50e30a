import type { Flow, FlowRow } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { clsx } from "clsx";
import { Copy, Ellipsis, ListTree, Trash2 } from "lucide-react";
import { IconButton } from "../components/button.tsx";
import { copyWithToast } from "../components/copy-with-toast.ts";
import { formatDuration } from "../components/format-duration.ts";
import { Menu, MenuItem, MenuLine } from "../components/menu.tsx";
import { RunBars } from "../components/run-bars.tsx";
import { figuresOf, formatRate } from "../components/run-figures.ts";
import { RunLink } from "../components/run-link.tsx";
import { StateBadge } from "../components/state-badge.tsx";
import { TimeAgo } from "../components/time.tsx";
import type { Column } from "../lists/data-table.tsx";
import { aboveRowLink, ROW_LINK, rowLinkClasses } from "../lists/use-table-keys.ts";

type Options = { onDelete: (flow: Flow) => void; onRuns: (flow: Flow) => void };

/** The columns of the list of flows. */
export function flowColumns({ onDelete, onRuns }: Options): Column<FlowRow>[] {
  return [
    {
      id: "name",
      title: "Flow",
      sorts: ["NAME_ASC", "NAME_DESC"],
      cell: ({ flow }) => (
        <Link to="/flows/flow/$flowId" params={{ flowId: flow.id }} {...ROW_LINK} className={rowLinkClasses}>
          {flow.name}
        </Link>
      ),
    },
    {
      id: "last",
      title: "Last run",
      width: "w-56 max-md:w-32",
      cell: LastRun,
    },
    {
      id: "bars",
      title: "Last 16 runs",
      width: "w-36",
      align: "right",
      isMinor: true,
      cell: ({ recent_runs }) => <RunBars runs={recent_runs} places={16} className="h-5" />,
    },
    { id: "rate", title: "Completed", width: "w-24", align: "right", isMinor: true, cell: Rate },
    { id: "time", title: "Usual time", width: "w-24", align: "right", isMinor: true, cell: UsualTime },
    {
      id: "next",
      title: "Next run",
      width: "w-24",
      isMinor: true,
      cell: NextRun,
    },
    {
      id: "deployments",
      title: "Deployments",
      width: "w-28",
      align: "right",
      isMinor: true,
      cell: ({ deployment_count: count }) => (
        <span className={clsx("tabular", count === 0 ? "text-text-faint" : "text-text-soft")}>{count}</span>
      ),
    },
    {
      id: "actions",
      title: "Actions",
      isBare: true,
      width: "w-14",
      align: "right",
      cell: ({ flow }) => <Actions flow={flow} onDelete={onDelete} onRuns={onRuns} />,
    },
  ];
}

function LastRun({ recent_runs: [last], last_failure: failure }: FlowRow) {
  if (!last) return <span className="text-text-faint">has not run yet</span>;
  const isFailed = failure?.flow_run_id === last.id;
  return (
    <span className={`${aboveRowLink} flex min-w-0 items-center gap-2`}>
      <RunLink flowRunId={last.id} className="inline-flex shrink-0 hover:underline">
        <StateBadge type={last.state_type ?? "PENDING"} name={last.state_name} />
      </RunLink>
      <TimeAgo value={last.start_time} className="shrink-0 text-text-faint text-xs max-md:hidden" />
      {isFailed && (
        <span className="truncate text-text-faint text-xs max-md:hidden" title={failure.reason}>
          {failure.reason}
        </span>
      )}
    </span>
  );
}

function NextRun({ next_run: next }: FlowRow) {
  if (!next) return null;
  const isOverdue = Date.parse(next.next_scheduled_start_time) < Date.now();
  return (
    <RunLink flowRunId={next.id} className={`${aboveRowLink} text-text-soft hover:underline`}>
      {isOverdue ? (
        <span className="text-late">overdue</span>
      ) : (
        <TimeAgo value={next.next_scheduled_start_time} />
      )}
    </RunLink>
  );
}

function Rate({ recent_runs: runs }: FlowRow) {
  const { successRate: rate } = figuresOf(runs);
  if (rate === undefined) return <span className="text-text-faint">–</span>;
  return (
    <span className={clsx("tabular", rate < 0.8 ? "font-medium text-failed" : "text-text-soft")}>
      {formatRate(rate)}
    </span>
  );
}

function UsualTime({ recent_runs: runs }: FlowRow) {
  const { p50 } = figuresOf(runs);
  if (p50 === undefined) return <span className="text-text-faint">–</span>;
  return <span className="tabular text-text-soft">{formatDuration(p50 * 1000)}</span>;
}

function Actions({ flow, onDelete, onRuns }: Options & { flow: Flow }) {
  return (
    <span className={aboveRowLink}>
      <Menu
        align="end"
        trigger={
          <IconButton label={`Actions for ${flow.name}`}>
            <Ellipsis size={16} aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuItem icon={<ListTree size={14} />} onSelect={() => onRuns(flow)}>
          Show its runs
        </MenuItem>
        <MenuItem icon={<Copy size={14} />} onSelect={() => void copyWithToast(flow.id, "the id")}>
          Copy ID
        </MenuItem>
        <MenuLine />
        <MenuItem icon={<Trash2 size={14} />} isDangerous onSelect={() => onDelete(flow)}>
          Delete
        </MenuItem>
      </Menu>
    </span>
  );
}
