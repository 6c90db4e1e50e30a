import type { Deployment, DeploymentRow } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { clsx } from "clsx";
import { Copy, CopyPlus, Ellipsis, Pencil, Play, Trash2 } from "lucide-react";
import { buttonClasses, IconButton } from "../components/button.tsx";
import { copyWithToast } from "../components/copy-with-toast.ts";
import { DeploymentStatus } from "../components/deployment-status.tsx";
import { Menu, MenuItem, MenuLine } from "../components/menu.tsx";
import { RunBars } from "../components/run-bars.tsx";
import { LastRun, NextRun } from "../components/run-cells.tsx";
import { TagList } from "../components/tag-list.tsx";
import { toast } from "../components/toast.tsx";
import { isQuick, runQuickly } from "../deployment/quick-run.ts";
import type { Column } from "../lists/data-table.tsx";
import { aboveRowLink, ROW_LINK, rowLinkClasses } from "../lists/use-table-keys.ts";
import { PinButton } from "../pins/pin-button.tsx";
import { describeSchedule } from "../schedules/describe-schedule.ts";

type Options = {
  onDelete: (deployment: Deployment) => void;
  onOpen: (deployment: Deployment, page: "edit" | "duplicate") => void;
};

/** The columns of the list of deployments. */
export function deploymentColumns({ onDelete, onOpen }: Options): Column<DeploymentRow>[] {
  return [
    {
      id: "name",
      title: "Deployment",
      sorts: ["NAME_ASC", "NAME_DESC"],
      cell: ({ deployment: { id, name }, flow_name }) => (
        <span className="flex min-w-0 items-baseline gap-2">
          <Link
            to="/deployments/deployment/$deploymentId"
            params={{ deploymentId: id }}
            {...ROW_LINK}
            className={rowLinkClasses}
          >
            {name}
          </Link>
          {/* Of the two the name is what it is looked for by. */}
          <span className="min-w-0 shrink-99 truncate text-text-faint text-xs max-md:hidden">
            {flow_name}
          </span>
        </span>
      ),
    },
    {
      id: "status",
      title: "Status",
      width: "w-28",
      cell: ({ deployment }) => <DeploymentStatus deployment={deployment} />,
    },
    { id: "last", title: "Last run", width: "w-44", isMinor: true, isExtra: true, cell: LastRun },
    {
      id: "bars",
      title: "Last runs",
      width: "w-30",
      align: "right",
      isMinor: true,
      cell: ({ recent_runs }) => <RunBars runs={recent_runs} places={12} className="h-5" />,
    },
    {
      id: "schedule",
      title: "Schedule",
      width: "w-48",
      isMinor: true,
      cell: ({ deployment }) => <ScheduleCell {...deployment} />,
    },
    { id: "next", title: "Next run", width: "w-22", isMinor: true, cell: NextRun },
    {
      id: "pool",
      title: "Work pool",
      width: "w-28",
      isMinor: true,
      isExtra: true,
      cell: ({ deployment: { work_pool_name: pool } }) => (
        <span className="text-text-soft">{pool ?? "served"}</span>
      ),
    },
    {
      id: "tags",
      title: "Tags",
      width: "w-32",
      isMinor: true,
      cell: ({ deployment: { tags } }) => <TagList tags={tags} />,
    },
    {
      id: "actions",
      title: "Actions",
      isBare: true,
      width: "w-38 max-md:w-30",
      align: "right",
      cell: ({ deployment, flow_name }) => (
        <Actions deployment={deployment} flowName={flow_name} onDelete={onDelete} onOpen={onOpen} />
      ),
    },
  ];
}

function ScheduleCell({ schedules, paused }: Deployment) {
  const active = schedules.filter((one) => one.active);
  const [first] = active;
  if (!first) return <span className="text-text-faint">{schedules.length > 0 ? "Switched off" : ""}</span>;
  const text = active.map(({ schedule }) => describeSchedule(schedule)).join("; ");
  return (
    <span
      className={clsx("block truncate", paused ? "text-text-faint line-through" : "text-text-soft")}
      title={text}
    >
      {describeSchedule(first.schedule)}
      {active.length > 1 && <span className="text-text-faint"> +{active.length - 1}</span>}
    </span>
  );
}

type ActionsProps = Options & { deployment: Deployment; flowName: string };

function Actions({ deployment, flowName, onDelete, onOpen }: ActionsProps) {
  const { id, name } = deployment;
  return (
    <span className={`${aboveRowLink} inline-flex items-center gap-1`}>
      <PinButton
        deployment={{ id, name, flowName }}
        // Out of the way until the row is looked at; a phone has no room for it but on the deployment's page.
        className="max-md:hidden aria-[pressed=false]:focus-visible:opacity-100 aria-[pressed=false]:group-hover:opacity-100 aria-[pressed=false]:pointer-fine:opacity-0"
      />
      <Link
        to="/deployments/deployment/$deploymentId/run"
        params={{ deploymentId: id }}
        aria-label={`Run ${name}`}
        className={buttonClasses("outline", "sm")}
      >
        <Play size={12} aria-hidden="true" />
        Run
      </Link>
      <Menu
        align="end"
        trigger={
          <IconButton label={`Actions for ${name}`}>
            <Ellipsis size={16} aria-hidden="true" />
          </IconButton>
        }
      >
        {isQuick(deployment) && (
          <MenuItem
            icon={<Play size={14} />}
            onSelect={() =>
              void runQuickly(deployment).then(
                (run) => toast(`Made the run ${run.name}.`),
                (error: Error) => toast(`It could not be run: ${error.message}`),
              )
            }
          >
            Quick run
          </MenuItem>
        )}
        <MenuItem icon={<Pencil size={14} />} onSelect={() => onOpen(deployment, "edit")}>
          Edit
        </MenuItem>
        <MenuItem icon={<CopyPlus size={14} />} onSelect={() => onOpen(deployment, "duplicate")}>
          Duplicate
        </MenuItem>
        <MenuItem icon={<Copy size={14} />} onSelect={() => void copyWithToast(id, "the id")}>
          Copy ID
        </MenuItem>
        <MenuLine />
        <MenuItem icon={<Trash2 size={14} />} isDangerous onSelect={() => onDelete(deployment)}>
          Delete
        </MenuItem>
      </Menu>
    </span>
  );
}
