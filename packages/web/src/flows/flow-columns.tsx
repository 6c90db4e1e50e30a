import type { Flow, FlowRow } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { clsx } from "clsx";
import { Copy, Ellipsis, ListTree, Trash2, Zap } from "lucide-react";
import { IconButton } from "../components/button.tsx";
import { copyWithToast } from "../components/copy-with-toast.ts";
import { formatDuration } from "../components/format-duration.ts";
import { Menu, MenuItem, MenuLine } from "../components/menu.tsx";
import { RunBars } from "../components/run-bars.tsx";
import { LastRun, NextRun } from "../components/run-cells.tsx";
import { figuresOf, formatRate } from "../components/run-figures.ts";
import { TimeAgo } from "../components/time.tsx";
import type { Column } from "../lists/data-table.tsx";
import { aboveRowLink, ROW_LINK, rowLinkClasses } from "../lists/use-table-keys.ts";

type Options = {
  onDelete: (flow: Flow) => void;
  onRuns: (flow: Flow) => void;
  onAutomate: (flow: Flow) => void;
};

/** The columns of the list of flows. */
export function flowColumns(options: Options): Column<FlowRow>[] {
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
      width: "w-48 max-md:w-32",
      cell: LastRun,
    },
    {
      id: "bars",
      title: "Last 16 runs",
      width: "w-33",
      align: "right",
      isMinor: true,
      cell: ({ recent_runs }) => <RunBars runs={recent_runs} places={16} className="h-5" />,
    },
    { id: "rate", title: "Completed", width: "w-22", align: "right", isMinor: true, cell: Rate },
    { id: "time", title: "Usual time", width: "w-22", align: "right", isMinor: true, cell: UsualTime },
    {
      id: "next",
      title: "Next run",
      width: "w-22",
      isMinor: true,
      cell: NextRun,
    },
    {
      id: "deployments",
      title: "Deployments",
      width: "w-25",
      align: "right",
      isMinor: true,
      cell: ({ deployment_count: count }) => (
        <span className={clsx("tabular", count === 0 ? "text-text-faint" : "text-text-soft")}>{count}</span>
      ),
    },
    {
      id: "created",
      title: "First seen",
      width: "w-22",
      isMinor: true,
      sorts: ["CREATED_DESC"],
      cell: ({ flow: { created } }) =>
        created && <TimeAgo value={created} className={`${aboveRowLink} text-text-soft`} />,
    },
    {
      id: "actions",
      title: "Actions",
      isBare: true,
      width: "w-14",
      align: "right",
      cell: ({ flow }) => <Actions flow={flow} {...options} />,
    },
  ];
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

function Actions({ flow, onDelete, onRuns, onAutomate }: Options & { flow: Flow }) {
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
        <MenuItem icon={<Zap size={14} />} onSelect={() => onAutomate(flow)}>
          Automate
        </MenuItem>
        <MenuLine />
        <MenuItem icon={<Trash2 size={14} />} isDangerous onSelect={() => onDelete(flow)}>
          Delete
        </MenuItem>
      </Menu>
    </span>
  );
}
