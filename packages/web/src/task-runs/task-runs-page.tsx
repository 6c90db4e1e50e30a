import type { TaskRun } from "@reeve/protocol";
import { STATE_TYPES } from "@reeve/protocol/state-types";
import { useNavigate } from "@tanstack/react-router";
import { ListChecks } from "lucide-react";
import { useId } from "react";
import { api } from "../api/client.ts";
import { Button } from "../components/button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { stateLabel } from "../components/run-state.ts";
import { Tabs } from "../components/tabs.tsx";
import { Select } from "../forms/inputs.tsx";
import { BulkBar } from "../lists/bulk-bar.tsx";
import { DataTable } from "../lists/data-table.tsx";
import { ListPage } from "../lists/list-page.tsx";
import { SearchBox } from "../lists/search-box.tsx";
import { TagFilter } from "../lists/tag-filter.tsx";
import { usePageList } from "../lists/use-page-list.ts";
import { useSearchParam } from "../lists/use-search-param.ts";
import { useSelection } from "../lists/use-selection.ts";
import { useLiveTopic } from "../live/use-live-topic.ts";
import { useReread } from "../live/use-reread.ts";
import { taskRunColumns } from "./task-run-columns.tsx";
import { useFlowRunNames } from "./use-flow-run-names.ts";

const TABS = [
  { id: "flow-runs", label: "Flow runs" },
  { id: "task-runs", label: "Task runs" },
] as const;

const SORTS = ["EXPECTED_START_TIME_DESC", "EXPECTED_START_TIME_ASC", "NAME_ASC", "NAME_DESC"] as const;

/** The task runs of all flow runs, and those in the background, narrowed by the server. */
export function TaskRunsPage() {
  const [sought, setSought] = useSearchParam("q");
  const [stateText, setState] = useSearchParam("state");
  const [tag, setTag] = useSearchParam("tag");
  const [sortText, setSort] = useSearchParam("sort");
  const navigate = useNavigate();
  const panelId = useId();
  const sort = SORTS.find((one) => one === sortText) ?? "EXPECTED_START_TIME_DESC";
  const state = STATE_TYPES.find((type) => type.toLowerCase() === stateText);
  const list = usePageList<TaskRun>(["task-runs", sought, state, tag, sort], (page, signal) => {
    const task_runs = {
      // What stands for a subflow is among the flow runs.
      subflow_runs: { exists_: false },
      ...(sought && { name: { like_: sought } }),
      ...(state && { state: { type: { any_: [state] } } }),
      ...(tag && { tags: { all_: [tag] } }),
    };
    return api.listTaskRuns({ body: { task_runs, sort, ...page } }, { signal });
  });
  const reread = useReread(["task-runs"]);
  useLiveTopic("runs", reread, reread);
  const names = useFlowRunNames(list.rows?.flatMap(({ flow_run_id }) => flow_run_id ?? []) ?? []);
  const selection = useSelection();
  const isNarrowed = sought !== "" || state !== undefined || tag !== "";
  const clear = () => void navigate({ to: "/runs", search: { tab: "task-runs" } });
  return (
    <>
      <ListPage
        title="Task runs"
        list={list}
        failure="The task runs could not be read"
        top={
          <div className="shrink-0 overflow-x-auto border-line border-b px-2">
            <Tabs
              label="Which kind of runs"
              tabs={TABS}
              value="task-runs"
              onChange={(id) => id === "flow-runs" && void navigate({ to: "/runs" })}
              panelId={panelId}
            />
          </div>
        }
        filters={
          <>
            <SearchBox label="Filter task runs" placeholder="Name" value={sought} onChange={setSought} />
            <Select
              aria-label="State of the task runs"
              value={state?.toLowerCase() ?? ""}
              onChange={({ target }) => setState(target.value)}
              className="md:w-44!"
            >
              <option value="">Every state</option>
              {STATE_TYPES.map((type) => (
                <option key={type} value={type.toLowerCase()}>
                  {stateLabel(type)}
                </option>
              ))}
            </Select>
            <TagFilter noun="task runs" tag={tag} onChange={setTag} />
          </>
        }
        empty={
          <EmptyState
            icon={<ListChecks size={18} />}
            title={isNarrowed ? "No task run matches these filters" : "No task runs yet"}
            actions={isNarrowed && <Button onClick={clear}>Show all</Button>}
          >
            {!isNarrowed && <p>They appear here as soon as a flow calls a task.</p>}
          </EmptyState>
        }
      >
        <div id={panelId} role="tabpanel" aria-label="Task runs">
          <DataTable
            label="Task runs"
            columns={taskRunColumns(names)}
            list={list}
            rowKey={({ id }) => id}
            sort={sort}
            onSort={(next) => setSort(next === "EXPECTED_START_TIME_DESC" ? "" : next)}
            selection={selection}
            nameOf={({ name }) => name}
          />
        </div>
      </ListPage>
      <BulkBar
        selection={selection}
        noun={["task run", "task runs"]}
        warning="Their states go with them; their flow runs stay. This cannot be undone."
        onDelete={async (ids) => {
          for (const id of ids) await api.deleteTaskRun({ params: { id } });
        }}
        onChanged={list.retry}
      />
    </>
  );
}
