import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Plus, Server } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Button, buttonClasses } from "../components/button.tsx";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { DataTable } from "../lists/data-table.tsx";
import { ListPage } from "../lists/list-page.tsx";
import { SearchBox } from "../lists/search-box.tsx";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import { usePageList } from "../lists/use-page-list.ts";
import { useSearchParam } from "../lists/use-search-param.ts";
import { useLiveTopic } from "../live/use-live-topic.ts";
import { countLateRuns } from "./count-late-runs.ts";
import { lastPolledOf, patchPolled } from "./last-polled.ts";
import { pauseWorkPool } from "./pause-work-pool.ts";
import { useRereadWithPoolRuns } from "./use-reread-with-pool-runs.ts";
import { type PoolRow, workPoolColumns } from "./work-pool-columns.tsx";

const KEY = ["work-pools"];
// More than anybody has; of a pool whose queues are beyond it the list says less, its page all.
const MOST_QUEUES = 200;

type Pages = { pages: PoolRow[][]; pageParams: unknown[] };

/** Where runs are to be executed, and whether anybody does. */
export function WorkPoolsPage() {
  const [sought, setSought] = useSearchParam("q");
  const all = usePageList<PoolRow>(KEY, async (page, signal) => {
    const [pools, queues] = await Promise.all([
      api.listWorkPools({ body: page }, { signal }),
      api.listWorkQueues({ body: { limit: MOST_QUEUES } }, { signal }),
    ]);
    return await Promise.all(
      pools.map(async (pool) => ({
        pool,
        lateRuns: await countLateRuns(pool.name, { signal }),
        lastPolled: lastPolledOf(pool.id, queues),
      })),
    );
  });
  const queryClient = useQueryClient();
  useLiveTopic("polls", (changes) =>
    queryClient.setQueryData<Pages>(
      KEY,
      (data) => data && { ...data, pages: data.pages.map((rows) => patchPolled(rows, changes)) },
    ),
  );
  useLiveKinds(["work-pool"], KEY);
  useRereadWithPoolRuns(KEY);
  const [doomed, setDoomed] = useState<string>();
  const rows = all.rows?.filter(({ pool }) => pool.name.toLowerCase().includes(sought.toLowerCase()));
  const list = { ...all, rows };
  const create = (
    <Link to="/work-pools/create" className={buttonClasses("primary")}>
      <Plus size={14} aria-hidden="true" />
      New work pool
    </Link>
  );
  const setPaused = async (name: string, isPaused: boolean) => {
    await pauseWorkPool(name, isPaused);
    all.retry();
  };
  return (
    <>
      <ListPage
        title="Work pools"
        list={list}
        failure="The work pools could not be read"
        filters={
          <SearchBox label="Filter work pools" placeholder="Name" value={sought} onChange={setSought} />
        }
        actions={create}
        empty={
          <EmptyState
            icon={<Server size={18} />}
            title={sought ? `No work pool has "${sought}" in its name` : "No work pools yet"}
            actions={sought ? <Button onClick={() => setSought("")}>Show all</Button> : create}
          >
            {!sought && (
              <p>A work pool says where runs are executed; workers take them on from its queues.</p>
            )}
          </EmptyState>
        }
      >
        <DataTable
          label="Work pools"
          columns={workPoolColumns({
            onPause: (name, isPaused) => void setPaused(name, isPaused),
            onDelete: setDoomed,
          })}
          list={list}
          rowKey={({ pool }) => pool.id}
        />
      </ListPage>
      <ConfirmDialog
        isOpen={doomed !== undefined}
        onClose={() => setDoomed(undefined)}
        title={`Delete ${doomed ?? "the work pool"}?`}
        text="Its queues and workers go with it; deployments that use it run nowhere until they get another pool. Its runs stay."
        confirm="Delete"
        refuse="Keep it"
        onConfirm={async () => {
          if (doomed) await api.deleteWorkPool({ params: { name: doomed } });
          all.retry();
        }}
      />
    </>
  );
}
