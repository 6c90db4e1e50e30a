import type { WorkQueue } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { ArrowDown, ArrowUp, Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Button, IconButton } from "../components/button.tsx";
import { HealthWord } from "../components/health-word.tsx";
import { TimeAgo } from "../components/time.tsx";
import { toast } from "../components/toast.tsx";
import { type Column, DataTable } from "../lists/data-table.tsx";
import { useSearchParam } from "../lists/use-search-param.ts";
import { aboveRowLink, ROW_LINK, rowLinkClasses } from "../lists/use-table-keys.ts";
import { QueueDialog } from "./queue-dialog.tsx";
import { queueHealth } from "./queue-health.ts";

type Props = { poolName: string; queues: readonly WorkQueue[]; onChanged: () => void };

/** The queues of a pool, the one served first on top. */
export function QueueTable({ poolName, queues, onChanged }: Props) {
  const [dialog, setDialog] = useSearchParam("dialog");
  const [edited, setEdited] = useState<WorkQueue | "new" | undefined>(dialog === "new" ? "new" : undefined);
  const move = async (queue: WorkQueue, priority: number) => {
    try {
      await api.updateWorkQueue({ params: { id: queue.id }, body: { priority } });
      toast(`${queue.name} has priority ${priority} now.`);
    } catch (error) {
      toast(`It could not be moved: ${error instanceof Error ? error.message : String(error)}`);
    }
    onChanged();
  };
  const columns: Column<WorkQueue>[] = [
    {
      id: "priority",
      title: "Priority",
      width: "w-32",
      cell: (queue) => <Priority queue={queue} queues={queues} onMove={move} />,
    },
    {
      id: "name",
      title: "Name",
      cell: ({ name }) => (
        <Link
          to="/work-pools/work-pool/$name/queue/$queue"
          params={{ name: poolName, queue: name }}
          {...ROW_LINK}
          className={`${rowLinkClasses} block max-w-full`}
        >
          {name}
        </Link>
      ),
    },
    { id: "health", title: "Health", cell: (queue) => <HealthWord isInTable {...queueHealth(queue)} /> },
    {
      id: "limit",
      title: "Runs at once",
      width: "w-28",
      isMinor: true,
      cell: ({ concurrency_limit: limit }) => limit ?? <span className="text-text-faint">no limit</span>,
    },
    {
      id: "polled",
      title: "Last polled",
      width: "w-28",
      isMinor: true,
      cell: ({ last_polled: at }) =>
        at && <TimeAgo value={at} className={`${aboveRowLink} text-text-soft`} />,
    },
    {
      id: "actions",
      title: "Actions",
      isBare: true,
      width: "w-14",
      align: "right",
      cell: (queue) => (
        <IconButton label={`Edit ${queue.name}`} onClick={() => setEdited(queue)} className={aboveRowLink}>
          <Pencil size={14} aria-hidden="true" />
        </IconButton>
      ),
    },
  ];
  const list = {
    rows: queues,
    error: null,
    hasMore: false,
    isReadingMore: false,
    readMore: onChanged,
    retry: onChanged,
  };
  return (
    <>
      <div className="flex items-center justify-between gap-3 px-4 py-2">
        <p className="text-text-faint text-xs">Runs of queues further up are taken on first.</p>
        <Button icon={<Plus size={14} aria-hidden="true" />} onClick={() => setEdited("new")}>
          New queue
        </Button>
      </div>
      <DataTable label="Queues" columns={columns} list={list} rowKey={({ id }) => id} />
      <QueueDialog
        poolName={poolName}
        edited={edited}
        onClose={() => {
          setEdited(undefined);
          setDialog("");
        }}
        onSaved={onChanged}
      />
    </>
  );
}

type PriorityProps = {
  queue: WorkQueue;
  queues: readonly WorkQueue[];
  onMove: (queue: WorkQueue, priority: number) => Promise<void>;
};

function Priority({ queue, queues, onMove }: PriorityProps) {
  const at = queues.indexOf(queue);
  const above = queues[at - 1];
  const below = queues[at + 1];
  return (
    <span className={`${aboveRowLink} inline-flex items-center`}>
      <span className="tabular w-6">{queue.priority}</span>
      <IconButton
        label={`Take runs of ${queue.name} on earlier`}
        disabled={!above}
        onClick={() => above && void onMove(queue, above.priority)}
      >
        <ArrowUp size={14} aria-hidden="true" />
      </IconButton>
      <IconButton
        label={`Take runs of ${queue.name} on later`}
        disabled={!below}
        onClick={() => below && void onMove(queue, below.priority)}
      >
        <ArrowDown size={14} aria-hidden="true" />
      </IconButton>
    </span>
  );
}
