import type { BlockDocument } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Blocks, Plus } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { readCandidates } from "../block/read-candidates.ts";
import { Button, buttonClasses } from "../components/button.tsx";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { Select } from "../forms/inputs.tsx";
import { BulkBar } from "../lists/bulk-bar.tsx";
import { DataTable } from "../lists/data-table.tsx";
import { ListPage } from "../lists/list-page.tsx";
import { SearchBox } from "../lists/search-box.tsx";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import { usePageList } from "../lists/use-page-list.ts";
import { useSearchParam } from "../lists/use-search-param.ts";
import { useSelection } from "../lists/use-selection.ts";
import { blockColumns } from "./block-columns.tsx";
import { ResultStorage } from "./result-storage.tsx";

// More types than there are.
const MOST_TYPES = 200;

const SORTS = ["NAME_ASC", "NAME_DESC", "BLOCK_TYPE_AND_NAME_ASC"] as const;

/** Settings and secrets under names, which flows load. */
export function BlocksPage() {
  const [sought, setSought] = useSearchParam("q");
  const [type, setType] = useSearchParam("type");
  const [sortText, setSort] = useSearchParam("sort");
  const sort = SORTS.find((one) => one === sortText) ?? "NAME_ASC";
  const list = usePageList<BlockDocument>(["blocks", sought, type, sort], (page, signal) => {
    const filter = {
      ...(sought && { block_documents: { name: { like_: sought } } }),
      ...(type && { block_types: { slug: { any_: [type] } } }),
    };
    return api.listBlockDocuments({ body: { ...filter, sort, ...page } }, { signal });
  });
  useLiveKinds(["block-document"], ["blocks"]);
  const { data: candidates } = useQuery({
    queryKey: ["candidates-for-blocks"],
    queryFn: ({ signal }) => readCandidates(signal),
  });
  const selection = useSelection();
  const [doomed, setDoomed] = useState<BlockDocument>();
  const navigate = useNavigate();
  const isNarrowed = sought !== "" || type !== "";
  const create = (
    <Link to="/blocks/catalog" className={buttonClasses("primary")}>
      <Plus size={14} aria-hidden="true" />
      New block
    </Link>
  );
  return (
    <>
      <ListPage
        title="Blocks"
        list={list}
        failure="The blocks could not be read"
        filters={
          <>
            <SearchBox label="Filter blocks" placeholder="Name" value={sought} onChange={setSought} />
            <TypeFilter type={type} onChange={setType} />
          </>
        }
        actions={create}
        empty={
          <EmptyState
            icon={<Blocks size={18} />}
            title={isNarrowed ? "No block matches these filters" : "No blocks yet"}
            actions={
              isNarrowed ? (
                <Button onClick={() => void navigate({ to: "/blocks", search: {} })}>Show all</Button>
              ) : (
                create
              )
            }
          >
            {!isNarrowed && <p>A block keeps settings and secrets under a name, for flows to load.</p>}
          </EmptyState>
        }
      >
        <ResultStorage />
        <DataTable
          label="Blocks"
          columns={blockColumns({
            onEdit: ({ id }) => void navigate({ to: "/blocks/block/$id/edit", params: { id } }),
            onDelete: setDoomed,
            candidates,
          })}
          list={list}
          rowKey={({ id }) => id}
          selection={selection}
          nameOf={({ name }) => name ?? ""}
          sort={sort}
          onSort={(next) => setSort(next === "NAME_ASC" ? "" : next)}
        />
      </ListPage>
      <BulkBar
        selection={selection}
        noun={["block", "blocks"]}
        warning="Flows and deployments that load them will not find them. This cannot be undone."
        onDelete={async (ids) => {
          for (const id of ids) await api.deleteBlockDocument({ params: { id } });
        }}
        onChanged={list.retry}
      />
      <ConfirmDialog
        isOpen={doomed !== undefined}
        onClose={() => setDoomed(undefined)}
        title={`Delete ${doomed?.name ?? "the block"}?`}
        text="Flows and deployments that load it will not find it. This cannot be undone."
        confirm="Delete"
        refuse="Keep it"
        onConfirm={async () => {
          if (doomed) await api.deleteBlockDocument({ params: { id: doomed.id } });
          list.retry();
        }}
      />
    </>
  );
}

/** The type that blocks must be of, among those that there are. */
function TypeFilter({ type, onChange }: { type: string; onChange: (type: string) => void }) {
  const { data = [] } = useQuery({
    queryKey: ["block-types-to-pick"],
    queryFn: ({ signal }) => api.listBlockTypes({ body: { limit: MOST_TYPES } }, { signal }),
  });
  return (
    <Select
      aria-label="Type of the blocks"
      value={type}
      onChange={({ target }) => onChange(target.value)}
      className="md:w-52!"
    >
      <option value="">Every type</option>
      {data.map(({ slug, name }) => (
        <option key={slug} value={slug}>
          {name}
        </option>
      ))}
    </Select>
  );
}
