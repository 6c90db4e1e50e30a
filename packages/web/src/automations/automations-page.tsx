import type { Automation } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { Plus, Zap } from "lucide-react";
import { api } from "../api/client.ts";
import { buttonClasses } from "../components/button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { TimeAgo } from "../components/time.tsx";
import { type Column, DataTable } from "../lists/data-table.tsx";
import { ListPage } from "../lists/list-page.tsx";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import { usePageList } from "../lists/use-page-list.ts";
import { useSearchParam } from "../lists/use-search-param.ts";
import { aboveRowLink, ROW_LINK, rowLinkClasses } from "../lists/use-table-keys.ts";
import { AutomationSwitch } from "./automation-switch.tsx";
import { actionWords, triggerWords } from "./automation-words.ts";

const SORTS = ["NAME_ASC", "NAME_DESC", "CREATED_DESC", "UPDATED_DESC"] as const;
type Sort = (typeof SORTS)[number];

const NO_NAMES: ReadonlyMap<string, string> = new Map();

const COLUMNS: readonly Column<Automation>[] = [
  {
    id: "on",
    title: "On",
    isBare: true,
    width: "w-16",
    cell: (automation) => (
      <span className={`${aboveRowLink} flex items-center`}>
        <AutomationSwitch automation={automation} />
      </span>
    ),
  },
  {
    id: "name",
    title: "Automation",
    sorts: ["NAME_ASC", "NAME_DESC"],
    cell: ({ id, name }) => (
      <Link
        to={`/automations/automation/${id}` as string}
        {...ROW_LINK}
        className={`${rowLinkClasses} block`}
      >
        {name}
      </Link>
    ),
  },
  {
    id: "when",
    title: "When",
    isMinor: true,
    cell: ({ trigger }) => (
      <span className="block truncate text-text-soft" title={triggerWords(trigger)}>
        {triggerWords(trigger)}
      </span>
    ),
  },
  {
    id: "does",
    title: "It does",
    width: "w-64",
    isMinor: true,
    cell: ({ actions, actions_on_trigger, actions_on_resolve }) => {
      const words = [...actions, ...actions_on_trigger, ...actions_on_resolve].map((one) =>
        actionWords(one, NO_NAMES),
      );
      return (
        <span className="block truncate text-text-soft" title={words.join(", ")}>
          {words.join(", ")}
        </span>
      );
    },
  },
  {
    id: "updated",
    title: "Changed",
    width: "w-28",
    isMinor: true,
    sorts: ["UPDATED_DESC"],
    cell: ({ updated }) => <TimeAgo value={updated} className={`${aboveRowLink} text-text-soft`} />,
  },
];

/** What is done by itself when something happens. */
export function AutomationsPage() {
  const [sortText, setSort] = useSearchParam("sort");
  const sort: Sort = SORTS.find((one) => one === sortText) ?? "NAME_ASC";
  const list = usePageList<Automation>(["automations", sort], (page, signal) =>
    api.listAutomations({ body: { sort, ...page } }, { signal }),
  );
  useLiveKinds(["automation"], ["automations"]);
  const create = (
    <Link to={"/automations/create" as string} className={buttonClasses("primary")}>
      <Plus size={14} aria-hidden="true" />
      New automation
    </Link>
  );
  return (
    <ListPage
      title="Automations"
      list={list}
      failure="The automations could not be read"
      actions={create}
      empty={
        <EmptyState icon={<Zap size={18} />} title="No automations yet" actions={create}>
          <p>
            An automation does something by itself when something happens, or when it does not: it tells you
            of a run that failed, or runs another deployment.
          </p>
        </EmptyState>
      }
    >
      <DataTable
        label="Automations"
        columns={COLUMNS}
        list={list}
        rowKey={({ id }) => id}
        sort={sort}
        onSort={(next) => setSort(next === "NAME_ASC" ? "" : next)}
      />
    </ListPage>
  );
}
