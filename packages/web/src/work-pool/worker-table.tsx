import type { Worker } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { IconButton } from "../components/button.tsx";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { HealthWord } from "../components/health-word.tsx";
import { TimeAgo } from "../components/time.tsx";
import { type Column, DataTable } from "../lists/data-table.tsx";
import { aboveRowLink, ROW_LINK, rowLinkClasses } from "../lists/use-table-keys.ts";

type Props = { poolName: string; workers: readonly Worker[]; onChanged: () => void };

/** Who works for a pool, and when each was last heard of. */
export function WorkerTable({ poolName, workers, onChanged }: Props) {
  const [doomed, setDoomed] = useState<string>();
  const columns: Column<Worker>[] = [
    {
      id: "name",
      title: "Name",
      cell: ({ name }) => (
        <Link
          to="/work-pools/work-pool/$name/worker/$worker"
          params={{ name: poolName, worker: name }}
          {...ROW_LINK}
          className={`${rowLinkClasses} block max-w-full`}
        >
          {name}
        </Link>
      ),
    },
    {
      id: "status",
      title: "Health",
      cell: ({ status }) =>
        status === "ONLINE" ? (
          <HealthWord isInTable tone="good" word="Online" />
        ) : (
          <HealthWord isInTable tone="warning" word="Offline" cause="its heartbeats are missing" />
        ),
    },
    {
      id: "heartbeat",
      title: "Last heartbeat",
      width: "w-32",
      cell: ({ last_heartbeat_time: at }) => at && <TimeAgo value={at} className="text-text-soft" />,
    },
    {
      id: "interval",
      title: "Every",
      width: "w-20",
      isMinor: true,
      cell: ({ heartbeat_interval_seconds: seconds }) =>
        seconds !== null && <span className="text-text-soft">{seconds} s</span>,
    },
    {
      id: "actions",
      title: "Actions",
      isBare: true,
      width: "w-14",
      align: "right",
      cell: ({ name }) => (
        <IconButton label={`Forget ${name}`} onClick={() => setDoomed(name)} className={aboveRowLink}>
          <Trash2 size={14} aria-hidden="true" />
        </IconButton>
      ),
    },
  ];
  if (workers.length === 0) {
    return (
      <p className="p-4 text-text-soft">
        No worker has ever asked for runs of this pool. Start one by the command beside.
      </p>
    );
  }
  const list = {
    rows: workers,
    error: null,
    hasMore: false,
    isReadingMore: false,
    readMore: onChanged,
    retry: onChanged,
  };
  return (
    <>
      <DataTable label="Workers" columns={columns} list={list} rowKey={({ id }) => id} />
      <ConfirmDialog
        isOpen={doomed !== undefined}
        onClose={() => setDoomed(undefined)}
        title={`Forget ${doomed ?? "the worker"}?`}
        text="A worker that still runs comes back with its next heartbeat."
        confirm="Forget"
        refuse="Keep it"
        onConfirm={async () => {
          if (doomed) await api.deleteWorker({ params: { work_pool_name: poolName, name: doomed } });
          onChanged();
        }}
      />
    </>
  );
}
