import type { Flow, FlowRow } from "@reeve/protocol";
import { useNavigate } from "@tanstack/react-router";
import { Workflow } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Button } from "../components/button.tsx";
import { DeleteFlowDialog } from "../components/delete-flow-dialog.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { FirstSteps } from "../components/first-steps.tsx";
import { BulkBar } from "../lists/bulk-bar.tsx";
import { DataTable } from "../lists/data-table.tsx";
import { ListPage } from "../lists/list-page.tsx";
import { SearchBox } from "../lists/search-box.tsx";
import { TagFilter } from "../lists/tag-filter.tsx";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import { usePageList } from "../lists/use-page-list.ts";
import { useSearchParam } from "../lists/use-search-param.ts";
import { useSelection } from "../lists/use-selection.ts";
import { useLiveTopic } from "../live/use-live-topic.ts";
import { useReread } from "../live/use-reread.ts";
import { flowColumns } from "./flow-columns.tsx";

const SORTS = ["NAME_ASC", "NAME_DESC", "CREATED_DESC", "UPDATED_DESC"] as const;
type Sort = (typeof SORTS)[number];

/** The flows there are, and how each has done lately. */
export function FlowsPage() {
  const [sought, setSought] = useSearchParam("q");
  const [tag, setTag] = useSearchParam("tag");
  const [sortText, setSort] = useSearchParam("sort");
  const sort: Sort = SORTS.find((one) => one === sortText) ?? "NAME_ASC";
  const list = usePageList<FlowRow>(["flow-rows", sought, tag, sort], (page, signal) => {
    const flows = {
      ...(sought ? { name: { like_: sought } } : {}),
      ...(tag ? { tags: { all_: [tag] } } : {}),
    };
    return api.listFlowRows({ body: { flows, sort, ...page } }, { signal });
  });
  const reread = useReread(["flow-rows"]);
  useLiveTopic("runs", reread, reread);
  useLiveKinds(["flow", "deployment"], ["flow-rows"]);
  const [doomed, setDoomed] = useState<Flow>();
  const selection = useSelection();
  const navigate = useNavigate();
  const isNarrowed = sought !== "" || tag !== "";
  const showAll = () => void navigate({ to: "/flows", search: {} });
  return (
    <>
      <ListPage
        title="Flows"
        list={list}
        failure="The flows could not be read"
        filters={
          <>
            <SearchBox label="Filter flows" placeholder="Name" value={sought} onChange={setSought} />
            <TagFilter noun="flows" tag={tag} onChange={setTag} />
          </>
        }
        empty={
          isNarrowed ? (
            <EmptyState
              icon={<Workflow size={18} />}
              title="No flow matches these filters"
              actions={<Button onClick={showAll}>Show all</Button>}
            />
          ) : (
            <FirstSteps />
          )
        }
      >
        <DataTable
          label="Flows"
          columns={flowColumns({
            onDelete: setDoomed,
            onAutomate: ({ name }) =>
              void navigate({
                to: "/automations/create" as string,
                search: { event: "prefect.flow-run.Failed", name } as never,
              }),
            onRuns: ({ name }) => void navigate({ to: "/runs", search: { flow: [name] } }),
          })}
          list={list}
          rowKey={({ flow }) => flow.id}
          selection={selection}
          nameOf={({ flow }) => flow.name}
          sort={sort}
          onSort={(next) => setSort(next === "NAME_ASC" ? "" : next)}
        />
      </ListPage>
      <BulkBar
        selection={selection}
        noun={["flow", "flows"]}
        warning="Their deployments and runs go with them. This cannot be undone."
        onDelete={async (ids) => {
          await api.deleteFlows({ body: { flows: { id: { any_: [...ids] } } } });
        }}
        onChanged={list.retry}
      />
      <DeleteFlowDialog flow={doomed} onClose={() => setDoomed(undefined)} onDeleted={list.retry} />
    </>
  );
}
