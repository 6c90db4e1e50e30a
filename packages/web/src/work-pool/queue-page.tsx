import type { WorkQueue } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Button } from "../components/button.tsx";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { HealthWord } from "../components/health-word.tsx";
import { Loaded } from "../components/loaded.tsx";
import { RunLines } from "../components/run-lines.tsx";
import { toast } from "../components/toast.tsx";
import { Switch } from "../forms/switch.tsx";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import { useSearchParam } from "../lists/use-search-param.ts";
import { QueueDialog } from "./queue-dialog.tsx";
import { QueueFacts } from "./queue-facts.tsx";
import { queueHealth } from "./queue-health.ts";
import { useRunsOfPool } from "./use-work-pool.ts";

type Props = { poolName: string; queueName: string };

/** One queue of a pool, and its runs. */
export function QueuePage({ poolName, queueName }: Props) {
  const queryKey = ["work-queue", poolName, queueName];
  useLiveKinds(["work-queue"], queryKey);
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      api.getWorkQueueInPool({ params: { work_pool_name: poolName, name: queueName } }, { signal }),
    retry: false,
  });
  return (
    <Loaded query={query} failure="The queue could not be read" title="Queue">
      {(queue) => <QueueView poolName={poolName} queue={queue} onChanged={() => void query.refetch()} />}
    </Loaded>
  );
}

type QueueProps = { poolName: string; queue: WorkQueue; onChanged: () => void };

function QueueView({ poolName, queue, onChanged }: QueueProps) {
  const runs = useRunsOfPool(poolName, queue.name);
  return (
    <>
      <Header poolName={poolName} queue={queue} onChanged={onChanged} />
      <div className="flex min-h-0 grow max-lg:flex-col max-lg:overflow-y-auto">
        <section
          aria-label="Runs of the queue"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
          tabIndex={0}
          className="min-h-0 min-w-0 grow pb-4 outline-offset-[-2px] max-lg:shrink-0 lg:overflow-y-auto"
        >
          <RunLines title="Next" runs={runs.data?.next} whenNone="No run waits in this queue." />
          <RunLines title="Latest" runs={runs.data?.past} whenNone="No run of this queue has begun yet." />
        </section>
        <QueueFacts poolName={poolName} queue={queue} />
      </div>
    </>
  );
}

function Header({ poolName, queue, onChanged }: QueueProps) {
  const navigate = useNavigate();
  // An address of its own opens the dialog.
  const [dialog, setDialog] = useSearchParam("dialog");
  const isEdited = dialog === "edit";
  const [isDoomed, setDoomed] = useState(false);
  const setRunning = async (isOn: boolean) => {
    try {
      await api.updateWorkQueue({ params: { id: queue.id }, body: { is_paused: !isOn } });
      onChanged();
    } catch (error) {
      toast(`It could not be changed: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const toPool = () =>
    navigate({ to: "/work-pools/work-pool/$name", params: { name: poolName }, search: { tab: "queues" } });
  return (
    <header className="flex shrink-0 flex-col gap-1.5 border-line border-b px-4 pt-3 pb-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="min-w-0 truncate font-semibold text-lg tracking-tight">{queue.name}</h1>
        <HealthWord {...queueHealth(queue)} />
        <div className="ml-auto flex flex-wrap items-center gap-2">
          <Switch
            label="Takes on runs"
            isLabelShown
            checked={!queue.is_paused}
            onChange={(isOn) => void setRunning(isOn)}
          />
          <Button icon={<Pencil size={14} aria-hidden="true" />} onClick={() => setDialog("edit")}>
            Edit
          </Button>
          <Button
            look="outline-danger"
            icon={<Trash2 size={14} aria-hidden="true" />}
            onClick={() => setDoomed(true)}
          >
            Delete
          </Button>
        </div>
      </div>
      {queue.description && <p className="text-text-soft">{queue.description}</p>}
      <QueueDialog
        poolName={poolName}
        edited={isEdited ? queue : undefined}
        onClose={() => setDialog("")}
        onSaved={onChanged}
      />
      <ConfirmDialog
        isOpen={isDoomed}
        onClose={() => setDoomed(false)}
        title={`Delete ${queue.name}?`}
        text="Deployments that use it run nowhere until they get another queue."
        confirm="Delete"
        refuse="Keep it"
        onConfirm={async () => {
          await api.deleteWorkQueue({ params: { id: queue.id } });
          await toPool();
        }}
      />
    </header>
  );
}
