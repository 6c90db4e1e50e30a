import type { Deployment } from "@reeve/protocol";
import { useNavigate } from "@tanstack/react-router";
import { Rocket } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Button } from "../components/button.tsx";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { CopyButton } from "../components/copy-button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { toast } from "../components/toast.tsx";
import { Select } from "../forms/inputs.tsx";
import { BulkBar } from "../lists/bulk-bar.tsx";
import { DataTable } from "../lists/data-table.tsx";
import { ListPage } from "../lists/list-page.tsx";
import { SearchBox } from "../lists/search-box.tsx";
import { TagFilter } from "../lists/tag-filter.tsx";
import { useSearchParam } from "../lists/use-search-param.ts";
import { type Selection, useSelection } from "../lists/use-selection.ts";
import { unpinDeployments } from "../pins/pinned-deployments.ts";
import { deploymentColumns } from "./deployment-columns.tsx";
import { type DeploymentSearch, useDeploymentList } from "./use-deployment-list.ts";

const ORDERS: readonly { sort: DeploymentSearch["sort"]; label: string }[] = [
  { sort: "NAME_ASC", label: "A to Z" },
  { sort: "NAME_DESC", label: "Z to A" },
  { sort: "CREATED_DESC", label: "Newest first" },
  { sort: "UPDATED_DESC", label: "Last changed first" },
];

/** What can be run, when it runs by itself, and whether somebody is there to run it. */
export function DeploymentsPage() {
  const [sought, setSought] = useSearchParam("q");
  const [tag, setTag] = useSearchParam("tag");
  const [sortText, setSort] = useSearchParam("sort");
  const { sort } = ORDERS.find((one) => one.sort === sortText) ?? { sort: "NAME_ASC" };
  const list = useDeploymentList({ sought, tag, sort });
  const [doomed, setDoomed] = useState<Deployment>();
  const selection = useSelection();
  const navigate = useNavigate();
  return (
    <>
      <ListPage
        title="Deployments"
        list={list}
        failure="The deployments could not be read"
        filters={
          <>
            <SearchBox
              label="Filter deployments"
              placeholder="Deployment or flow"
              value={sought}
              onChange={setSought}
            />
            <div className="flex gap-2">
              <TagFilter noun="deployments" tag={tag} onChange={setTag} />
              <Select
                aria-label="Order of the deployments"
                value={sort}
                onChange={({ target }) => setSort(target.value === "NAME_ASC" ? "" : target.value)}
                className="h-7.5! max-md:h-9! md:w-44!"
              >
                {ORDERS.map(({ sort: one, label }) => (
                  <option key={one} value={one}>
                    {label}
                  </option>
                ))}
              </Select>
            </div>
          </>
        }
        empty={
          sought || tag ? (
            <NoneFound sought={sought} onClear={() => void navigate({ to: "/deployments", search: {} })} />
          ) : (
            <NoDeployments />
          )
        }
      >
        <DataTable
          label="Deployments"
          columns={deploymentColumns({
            onDelete: setDoomed,
            onOpen: ({ id }, page) =>
              void navigate({ to: `/deployments/deployment/${id}/${page}` as string }),
          })}
          list={list}
          rowKey={({ deployment }) => deployment.id}
          selection={selection}
          nameOf={({ deployment }) => deployment.name}
          sort={sort}
          onSort={(next) => setSort(next === "NAME_ASC" ? "" : next)}
        />
      </ListPage>
      <BulkBar
        selection={selection}
        noun={["deployment", "deployments"]}
        warning="Their schedules go with them, and the runs they planned. Runs that were are kept."
        onDelete={deleteDeployments}
        onChanged={list.retry}
      >
        <Button onClick={() => void switchAll(selection, false).then(list.retry)}>Pause</Button>
        <Button onClick={() => void switchAll(selection, true).then(list.retry)}>Resume</Button>
      </BulkBar>
      <ConfirmDialog
        isOpen={doomed !== undefined}
        onClose={() => setDoomed(undefined)}
        title={`Delete ${doomed?.name ?? "the deployment"}?`}
        text="Its schedules go with it, and the runs they planned. Runs that were are kept."
        confirm="Delete"
        refuse="Keep it"
        onConfirm={async () => {
          if (doomed) {
            await api.deleteDeployment({ params: { id: doomed.id } });
            unpinDeployments([doomed.id]);
          }
          list.retry();
        }}
      />
    </>
  );
}

// As many as the server deletes at once.
const DELETED_AT_ONCE = 50;

async function deleteDeployments(ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += DELETED_AT_ONCE) {
    const any_ = ids.slice(at, at + DELETED_AT_ONCE);
    await api.deleteDeployments({ body: { deployments: { id: { any_ } } } });
    unpinDeployments(any_);
  }
}

async function switchAll(selection: Selection, isOn: boolean): Promise<void> {
  try {
    for (const id of selection.ids) {
      await (isOn ? api.resumeDeployment({ params: { id } }) : api.pauseDeployment({ params: { id } }));
    }
    selection.clear();
  } catch (error) {
    toast(`Not all could be changed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function NoneFound({ sought, onClear }: { sought: string; onClear: () => void }) {
  return (
    <EmptyState
      title={sought ? `No deployment or flow has "${sought}" in its name` : "No deployment has this tag"}
      actions={<Button onClick={onClear}>Show all</Button>}
    />
  );
}

const COMMANDS = [
  "npx reeve deploy taxi.ts:trainFlow -n taxi -p my-pool",
  "npx reeve worker start -p my-pool -t process",
];

function NoDeployments() {
  return (
    <EmptyState icon={<Rocket size={18} />} title="No deployments yet">
      <p>A deployment is a flow that can be run from here, by a schedule, or by another program.</p>
      <ul className="mt-4 flex flex-col gap-2 text-left">
        {COMMANDS.map((command) => (
          <li
            key={command}
            className="flex items-center gap-2 rounded-md border border-line bg-sunken py-1 pr-1 pl-3"
          >
            <code className="grow overflow-x-auto whitespace-nowrap font-mono text-xs">{command}</code>
            <CopyButton text={command} label="Copy the command" />
          </li>
        ))}
      </ul>
    </EmptyState>
  );
}
