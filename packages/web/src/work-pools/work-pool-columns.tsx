import type { WorkPool } from "@reeve/protocol";
import { Link, useNavigate } from "@tanstack/react-router";
import { Copy, Ellipsis, Pencil, Trash2, Zap } from "lucide-react";
import { IconButton } from "../components/button.tsx";
import { copyWithToast } from "../components/copy-with-toast.ts";
import { HealthWord } from "../components/health-word.tsx";
import { KindMark } from "../components/kind-mark.tsx";
import { Menu, MenuItem, MenuLine } from "../components/menu.tsx";
import { OccupancyBar } from "../components/occupancy-bar.tsx";
import { poolHealth } from "../components/pool-health.ts";
import { TimeAgo } from "../components/time.tsx";
import { Switch } from "../forms/switch.tsx";
import type { Column } from "../lists/data-table.tsx";
import { aboveRowLink, ROW_LINK, rowLinkClasses } from "../lists/use-table-keys.ts";

export type PoolRow = {
  pool: WorkPool;
  lateRuns: number;
  /** When one of its queues was last asked for runs; null while nobody has. */
  lastPolled: string | null;
};

type Actions = { onPause: (name: string, isPaused: boolean) => void; onDelete: (name: string) => void };

/** The columns of the list of work pools. */
export function workPoolColumns({ onPause, onDelete }: Actions): Column<PoolRow>[] {
  return [
    {
      id: "name",
      title: "Name",
      width: "w-60 max-md:w-2/5",
      cell: ({ pool }) => (
        <Link
          to="/work-pools/work-pool/$name"
          params={{ name: pool.name }}
          {...ROW_LINK}
          className={`${rowLinkClasses} block max-w-full`}
        >
          {pool.name}
        </Link>
      ),
    },
    {
      id: "health",
      title: "Health",
      cell: ({ pool, lateRuns }) => <HealthWord isInTable {...poolHealth(pool, lateRuns)} />,
    },
    {
      id: "type",
      title: "Type",
      width: "w-36",
      isMinor: true,
      cell: ({ pool }) => (
        <span className="flex items-center gap-2 text-text-soft">
          <KindMark kind={pool.type} name={pool.type} look="plain" />
          <span className="truncate">{pool.type}</span>
        </span>
      ),
    },
    {
      id: "limit",
      title: "Runs at once",
      width: "w-44",
      isMinor: true,
      cell: ({ pool }) =>
        pool.concurrency_limit === null ? (
          <span className="text-text-faint">no limit</span>
        ) : (
          <OccupancyBar active={pool.active_slots ?? 0} limit={pool.concurrency_limit} />
        ),
    },
    {
      id: "polled",
      title: "Last polled",
      width: "w-28",
      isMinor: true,
      cell: ({ lastPolled: at }) =>
        at ? (
          <TimeAgo value={at} className={`${aboveRowLink} text-text-soft`} />
        ) : (
          <span className="text-text-faint">never</span>
        ),
    },
    {
      id: "on",
      title: "On",
      width: "w-16",
      cell: ({ pool }) => (
        <Switch
          label={`Take on runs of ${pool.name}`}
          checked={!pool.is_paused}
          onChange={(isOn) => onPause(pool.name, !isOn)}
          className={`${aboveRowLink} align-middle`}
        />
      ),
    },
    {
      id: "actions",
      title: "Actions",
      isBare: true,
      width: "w-14",
      align: "right",
      cell: ({ pool }) => <PoolMenu pool={pool} onDelete={onDelete} />,
    },
  ];
}

function PoolMenu({ pool, onDelete }: { pool: WorkPool; onDelete: (name: string) => void }) {
  const navigate = useNavigate();
  return (
    <span className={aboveRowLink}>
      <Menu
        align="end"
        trigger={
          <IconButton label={`Actions for ${pool.name}`}>
            <Ellipsis size={16} aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuItem
          icon={<Pencil size={14} />}
          onSelect={() =>
            void navigate({ to: "/work-pools/work-pool/$name/edit", params: { name: pool.name } })
          }
        >
          Edit
        </MenuItem>
        <MenuItem icon={<Copy size={14} />} onSelect={() => void copyWithToast(pool.name, "the name")}>
          Copy name
        </MenuItem>
        <MenuItem icon={<Copy size={14} />} onSelect={() => void copyWithToast(pool.id, "the id")}>
          Copy ID
        </MenuItem>
        <MenuItem
          icon={<Zap size={14} />}
          onSelect={() =>
            void navigate({
              to: "/automations/create" as string,
              search: { event: "prefect.work-pool.not-ready", name: pool.name } as never,
            })
          }
        >
          Automate
        </MenuItem>
        <MenuLine />
        <MenuItem icon={<Trash2 size={14} />} isDangerous onSelect={() => onDelete(pool.name)}>
          Delete
        </MenuItem>
      </Menu>
    </span>
  );
}
