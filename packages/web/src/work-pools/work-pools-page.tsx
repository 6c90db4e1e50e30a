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
import { countLateRuns } from "./count-late-runs.ts";
import { pauseWorkPool } from "./pause-work-pool.ts";
import { useRereadWithPoolRuns } from "./use-reread-with-pool-runs.ts";
import { type PoolRow, workPoolColumns } from "./work-pool-columns.tsx";

/** Where runs are to be executed, and whether anybody does. */
export function WorkPoolsPage() {
  const [sought, setSought] = useSearchParam("q");
  const all = usePageList<PoolRow>(["work-pools"], async (page, signal) => {
    const pools = await api.listWorkPools({ body: page }, { signal });
    return await Promise.all(
      pools.map(async (pool) => ({ pool, lateRuns: await countLateRuns(pool.name, { signal }) })),
    );
  });
  useLiveKinds(["work-pool"], ["work-pools"]);
  useRereadWithPoolRuns(["work-pools"]);
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
