import type { BlockDocument } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { Blocks, Plus } from "lucide-react";
import { api } from "../api/client.ts";
import { Button, buttonClasses } from "../components/button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { TimeAgo } from "../components/time.tsx";
import { type Column, DataTable } from "../lists/data-table.tsx";
import { ListPage } from "../lists/list-page.tsx";
import { SearchBox } from "../lists/search-box.tsx";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import { usePageList } from "../lists/use-page-list.ts";
import { useSearchParam } from "../lists/use-search-param.ts";
import { aboveRowLink, ROW_LINK, rowLinkClasses } from "../lists/use-table-keys.ts";

const SORTS = ["NAME_ASC", "NAME_DESC", "BLOCK_TYPE_AND_NAME_ASC"] as const;

const COLUMNS: Column<BlockDocument>[] = [
  {
    id: "name",
    title: "Name",
    sorts: ["NAME_ASC", "NAME_DESC"],
    cell: ({ id, name }) => (
      <Link
        to="/blocks/block/$id"
        params={{ id }}
        {...ROW_LINK}
        className={`${rowLinkClasses} block max-w-full`}
      >
        {name}
      </Link>
    ),
  },
  {
    id: "type",
    title: "Type",
    sorts: ["BLOCK_TYPE_AND_NAME_ASC"],
    cell: ({ block_type_name: type }) => <span className="block truncate text-text-soft">{type}</span>,
  },
  {
    id: "updated",
    title: "Changed",
    width: "w-32",
    isMinor: true,
    cell: ({ updated }) =>
      updated && <TimeAgo value={updated} className={`${aboveRowLink} text-text-soft`} />,
  },
];

/** Settings and secrets under names, which flows load. */
export function BlocksPage() {
  const [sought, setSought] = useSearchParam("q");
  const [sortText, setSort] = useSearchParam("sort");
  const sort = SORTS.find((one) => one === sortText) ?? "NAME_ASC";
  const list = usePageList<BlockDocument>(["blocks", sought, sort], (page, signal) => {
    const filter = sought ? { block_documents: { name: { like_: sought } } } : {};
    return api.listBlockDocuments({ body: { ...filter, sort, ...page } }, { signal });
  });
  useLiveKinds(["block-document"], ["blocks"]);
  const create = (
    <Link to="/blocks/catalog" className={buttonClasses("primary")}>
      <Plus size={14} aria-hidden="true" />
      New block
    </Link>
  );
  return (
    <ListPage
      title="Blocks"
      list={list}
      failure="The blocks could not be read"
      filters={<SearchBox label="Filter blocks" placeholder="Name" value={sought} onChange={setSought} />}
      actions={create}
      empty={
        <EmptyState
          icon={<Blocks size={18} />}
          title={sought ? `No block has "${sought}" in its name` : "No blocks yet"}
          actions={sought ? <Button onClick={() => setSought("")}>Show all</Button> : create}
        >
          {!sought && <p>A block keeps settings and secrets under a name, for flows to load.</p>}
        </EmptyState>
      }
    >
      <DataTable
        label="Blocks"
        columns={COLUMNS}
        list={list}
        rowKey={({ id }) => id}
        sort={sort}
        onSort={(next) => setSort(next === "NAME_ASC" ? "" : next)}
      />
    </ListPage>
  );
}
