import type { Automation } from "@reeve/protocol";
import { Link, useNavigate } from "@tanstack/react-router";
import { Copy, Ellipsis, Pencil, Plus, Trash2, Zap } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { buttonClasses, IconButton } from "../components/button.tsx";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { copyWithToast } from "../components/copy-with-toast.ts";
import { EmptyState } from "../components/empty-state.tsx";
import { Menu, MenuItem, MenuLine } from "../components/menu.tsx";
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

type Options = { onEdit: (automation: Automation) => void; onDelete: (automation: Automation) => void };

const automationColumns = (options: Options): Column<Automation>[] => [
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
  {
    id: "actions",
    title: "Actions",
    isBare: true,
    width: "w-14",
    align: "right",
    cell: (automation) => <Actions automation={automation} {...options} />,
  },
];

function Actions({ automation, onEdit, onDelete }: Options & { automation: Automation }) {
  return (
    <span className={aboveRowLink}>
      <Menu
        align="end"
        trigger={
          <IconButton label={`Actions for ${automation.name}`}>
            <Ellipsis size={16} aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuItem icon={<Pencil size={14} />} onSelect={() => onEdit(automation)}>
          Edit
        </MenuItem>
        <MenuItem icon={<Copy size={14} />} onSelect={() => void copyWithToast(automation.id, "the id")}>
          Copy ID
        </MenuItem>
        <MenuLine />
        <MenuItem icon={<Trash2 size={14} />} isDangerous onSelect={() => onDelete(automation)}>
          Delete
        </MenuItem>
      </Menu>
    </span>
  );
}

/** What is done by itself when something happens. */
export function AutomationsPage() {
  const [sortText, setSort] = useSearchParam("sort");
  const sort: Sort = SORTS.find((one) => one === sortText) ?? "NAME_ASC";
  const list = usePageList<Automation>(["automations", sort], (page, signal) =>
    api.listAutomations({ body: { sort, ...page } }, { signal }),
  );
  useLiveKinds(["automation"], ["automations"]);
  const navigate = useNavigate();
  const [doomed, setDoomed] = useState<Automation>();
  const create = (
    <Link to={"/automations/create" as string} className={buttonClasses("primary")}>
      <Plus size={14} aria-hidden="true" />
      New automation
    </Link>
  );
  const table = (
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
        columns={automationColumns({
          onEdit: ({ id }) => void navigate({ to: `/automations/automation/${id}/edit` as string }),
          onDelete: setDoomed,
        })}
        list={list}
        rowKey={({ id }) => id}
        sort={sort}
        onSort={(next) => setSort(next === "NAME_ASC" ? "" : next)}
      />
    </ListPage>
  );
  return (
    <>
      {table}
      <ConfirmDialog
        isOpen={doomed !== undefined}
        onClose={() => setDoomed(undefined)}
        title={`Delete ${doomed?.name ?? "the automation"}?`}
        text="What it does will not be done any more. This cannot be undone."
        confirm="Delete"
        refuse="Keep it"
        onConfirm={async () => {
          if (doomed) await api.deleteAutomation({ params: { id: doomed.id } });
          list.retry();
        }}
      />
    </>
  );
}
