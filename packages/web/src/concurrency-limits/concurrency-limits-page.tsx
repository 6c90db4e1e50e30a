import type { ConcurrencyLimit } from "@reeve/protocol";
import { useQueryClient } from "@tanstack/react-query";
import { Gauge, Plus } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Button } from "../components/button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { toast } from "../components/toast.tsx";
import { useDeploymentNames } from "../components/use-deployment-names.ts";
import { DataTable } from "../lists/data-table.tsx";
import { ListPage } from "../lists/list-page.tsx";
import { SearchBox } from "../lists/search-box.tsx";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import { usePageList } from "../lists/use-page-list.ts";
import { useSearchParam } from "../lists/use-search-param.ts";
import { useLiveTopic } from "../live/use-live-topic.ts";
import { useReread } from "../live/use-reread.ts";
import { ConfirmLimitChange, type LimitChange } from "./confirm-limit-change.tsx";
import { limitColumns } from "./limit-columns.tsx";
import { LimitDialog } from "./limit-dialog.tsx";
import { deploymentsOf, limitKind } from "./limit-kind.ts";
import { patchLimits } from "./patch-limits.ts";

const KEY = ["concurrency-limits"];

type Pages = { pages: ConcurrencyLimit[][]; pageParams: unknown[] };

/** How much may go on at once, and how much of that does. */
export function ConcurrencyLimitsPage() {
  const [sought, setSought] = useSearchParam("q");
  const queryClient = useQueryClient();
  const all = usePageList<ConcurrencyLimit>(KEY, (page, signal) =>
    api.listConcurrencyLimits({ body: page }, { signal }),
  );
  useLiveKinds(["concurrency-limit"], KEY);
  const rereadLater = useReread(KEY);
  useLiveTopic(
    "slots",
    (changes) => queryClient.setQueryData<Pages>(KEY, (pages) => pages && patchLimits(pages, changes)),
    rereadLater,
  );
  const [edited, setEdited] = useState<ConcurrencyLimit | "new">();
  const [change, setChange] = useState<LimitChange>();
  const deployments = useDeploymentNames(deploymentsOf(all.rows?.map(({ name }) => name) ?? []));
  const labelOf = (name: string) => `${name} ${deployments.get(limitKind(name).label) ?? ""}`.toLowerCase();
  const list = {
    ...all,
    rows: all.rows?.filter(({ name }) => labelOf(name).includes(sought.toLowerCase())),
  };
  const reread = () => void queryClient.invalidateQueries({ queryKey: KEY });
  const setActive = async ({ id, name }: ConcurrencyLimit, active: boolean) => {
    try {
      await api.updateConcurrencyLimit({ params: { id_or_name: id }, body: { active } });
      toast(active ? `${name} is in force.` : `${name} holds nobody up.`);
    } catch (error) {
      toast(`${name} could not be changed: ${error instanceof Error ? error.message : String(error)}`);
    }
    reread();
  };
  const create = (
    <Button look="primary" icon={<Plus size={14} aria-hidden="true" />} onClick={() => setEdited("new")}>
      New limit
    </Button>
  );
  return (
    <>
      <ListPage
        title="Concurrency limits"
        list={list}
        failure="The concurrency limits could not be read"
        filters={
          <SearchBox
            label="Filter concurrency limits"
            placeholder="Name or tag"
            value={sought}
            onChange={setSought}
          />
        }
        actions={create}
        empty={
          <EmptyState
            icon={<Gauge size={18} />}
            title={sought ? `No limit has "${sought}" in its name` : "No concurrency limits yet"}
            actions={sought ? <Button onClick={() => setSought("")}>Show all</Button> : create}
          >
            {!sought && (
              <p>
                A limit says how much may go on at once: task runs with a tag, or whatever asks for its slots.
              </p>
            )}
          </EmptyState>
        }
      >
        <DataTable
          label="Concurrency limits"
          columns={limitColumns({
            deployments,
            onActive: (limit, isActive) => void setActive(limit, isActive),
            onEdit: setEdited,
            onChange: setChange,
          })}
          list={list}
          rowKey={({ id }) => id}
        />
      </ListPage>
      <LimitDialog edited={edited} onClose={() => setEdited(undefined)} onSaved={reread} />
      <ConfirmLimitChange change={change} onClose={() => setChange(undefined)} onDone={reread} />
    </>
  );
}
