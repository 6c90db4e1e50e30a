import type { Variable } from "@reeve/protocol";
import { useNavigate } from "@tanstack/react-router";
import { Plus, Variable as VariableIcon } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Button } from "../components/button.tsx";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { DataTable } from "../lists/data-table.tsx";
import { ListPage } from "../lists/list-page.tsx";
import { SearchBox } from "../lists/search-box.tsx";
import { TagFilter } from "../lists/tag-filter.tsx";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import { usePageList } from "../lists/use-page-list.ts";
import { useSearchParam } from "../lists/use-search-param.ts";
import { variableColumns } from "./variable-columns.tsx";
import { VariableDialog } from "./variable-dialog.tsx";

const SORTS = ["NAME_ASC", "NAME_DESC", "CREATED_DESC", "UPDATED_DESC"] as const;
type Sort = (typeof SORTS)[number];

/** Values that flows read while they run. */
export function VariablesPage() {
  const [sought, setSought] = useSearchParam("q");
  const [tag, setTag] = useSearchParam("tag");
  const [sortText, setSort] = useSearchParam("sort");
  const sort: Sort = SORTS.find((one) => one === sortText) ?? "NAME_ASC";
  const queryKey = ["variables", sought, tag, sort];
  const list = usePageList<Variable>(queryKey, (page, signal) => {
    const variables = {
      ...(sought && { name: { like_: sought } }),
      ...(tag && { tags: { all_: [tag] } }),
    };
    return api.listVariables({ body: { variables, sort, ...page } }, { signal });
  });
  useLiveKinds(["variable"], ["variables"]);
  const [edited, setEdited] = useState<Variable | "new">();
  const [doomed, setDoomed] = useState<Variable>();
  const navigate = useNavigate();
  const isNarrowed = sought !== "" || tag !== "";
  const showAll = () => void navigate({ to: "/variables" as string, search: {} as never });
  const create = (
    <Button look="primary" icon={<Plus size={14} aria-hidden="true" />} onClick={() => setEdited("new")}>
      New variable
    </Button>
  );
  return (
    <>
      <ListPage
        title="Variables"
        list={list}
        failure="The variables could not be read"
        filters={
          <>
            <SearchBox label="Filter variables" placeholder="Name" value={sought} onChange={setSought} />
            <TagFilter noun="variables" tag={tag} onChange={setTag} />
          </>
        }
        actions={create}
        empty={
          <EmptyState
            icon={<VariableIcon size={18} />}
            title={isNarrowed ? "No variable matches these filters" : "No variables yet"}
            actions={isNarrowed ? <Button onClick={showAll}>Show all</Button> : create}
          >
            {!isNarrowed && (
              <p>
                A variable is a value that flows read while they run, so that it can be changed without a
                deployment.
              </p>
            )}
          </EmptyState>
        }
      >
        <DataTable
          label="Variables"
          columns={variableColumns({ onEdit: setEdited, onDelete: setDoomed, onSaved: list.retry })}
          list={list}
          rowKey={({ id }) => id}
          sort={sort}
          onSort={(next) => setSort(next === "NAME_ASC" ? "" : next)}
        />
      </ListPage>
      <VariableDialog edited={edited} onClose={() => setEdited(undefined)} onSaved={list.retry} />
      <ConfirmDialog
        isOpen={doomed !== undefined}
        onClose={() => setDoomed(undefined)}
        title={`Delete ${doomed?.name ?? "the variable"}?`}
        text="Flows that read it will find nothing. This cannot be undone."
        confirm="Delete"
        refuse="Keep it"
        onConfirm={async () => {
          if (doomed) await api.deleteVariable({ params: { id: doomed.id } });
          list.retry();
        }}
      />
    </>
  );
}
