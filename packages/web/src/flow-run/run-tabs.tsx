import type { FlowRun, RunRow } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useId, useState } from "react";
import { RunArtifacts } from "../components/artifacts/run-artifacts.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { ErrorState } from "../components/error-state.tsx";
import { Tabs } from "../components/tabs.tsx";
import { useMedia } from "../shell/use-media.ts";
import { useShortcut } from "../shortcuts/use-shortcut.ts";
import { flowRunStatesQuery } from "./flow-run-queries.ts";
import { Moment } from "./header/moment.tsx";
import { Inspector } from "./inspector/inspector.tsx";
import { StateList } from "./inspector/state-list.tsx";
import { LogPanel } from "./log/log-panel.tsx";
import type { RunLog } from "./log/use-log.ts";
import { PHONE } from "./phone.ts";
import type { RunClock } from "./run-clock.ts";
import type { RunSearch, RunTab } from "./run-search.ts";
import { TimelineSkeleton } from "./run-skeleton.tsx";
import { SplitPane } from "./split-pane.tsx";
import { DetailsTab } from "./tabs/details-tab.tsx";
import { EventsTab } from "./tabs/events-tab.tsx";
import { NodesTable } from "./tabs/nodes-table.tsx";
import { ParametersTab } from "./tabs/parameters-tab.tsx";
import { ROW_HEIGHT } from "./timeline/row-geometry.ts";
import { countStartingRows } from "./timeline/row-model.ts";
import { Timeline } from "./timeline/timeline.tsx";
import { parseMilliseconds } from "./timeline/timeline-node.ts";
import type { Graph } from "./use-graph.ts";
import type { useRunNodes } from "./use-run-nodes.ts";
import type { UpdateSearch } from "./use-run-search.ts";

export type RunTabsProps = {
  row: RunRow;
  graph: Graph;
  log: RunLog;
  known: ReturnType<typeof useRunNodes>;
  clock: RunClock;
  search: RunSearch;
  update: UpdateSearch;
};

/** Everything below the header: timeline and log side by side with what is selected, and tabs for the rest. */
export function RunTabs(props: RunTabsProps) {
  const { row, graph, known, search, update } = props;
  const isPhone = useMedia(PHONE);
  const panelId = useId();
  const shown = search.full ? "timeline" : search.tab;
  const tab: RunTab = shown === "log" && !isPhone ? "timeline" : (shown ?? "timeline");
  const count = (kind: "task-run" | "flow-run") =>
    graph.isLoaded ? known.nodes.reduce((sum, node) => sum + (node.kind === kind ? 1 : 0), 0) : undefined;
  const choose = (id: RunTab) => update({ tab: id === "timeline" ? undefined : id });
  const tabs: { id: RunTab; label: string; count?: number }[] = [
    { id: "timeline", label: isPhone ? "Timeline" : "Timeline and log" },
    ...(isPhone ? [{ id: "log" as const, label: "Log" }] : []),
    { id: "tasks", label: "Task runs", count: count("task-run") },
    { id: "subflows", label: "Subflows", count: count("flow-run") },
    { id: "artifacts", label: "Artifacts" },
    { id: "parameters", label: "Parameters", count: Object.keys(row.flow_run.parameters).length },
    { id: "states", label: "States" },
    { id: "events", label: "Events" },
    { id: "details", label: "Details" },
  ];
  return (
    <>
      {!search.full && (
        <Tabs
          label="Parts of the run"
          tabs={tabs}
          value={tab}
          onChange={choose}
          panelId={panelId}
          className="shrink-0 overflow-x-auto border-line border-b bg-surface px-2"
        />
      )}
      <div
        id={panelId}
        role="tabpanel"
        aria-label={tabs.find(({ id }) => id === tab)?.label}
        className="flex min-h-0 flex-1"
      >
        <Panel {...props} tab={tab} isPhone={isPhone} />
        {tabs.map(({ id, label }, index) => (
          <TabKey key={id} keys={String(index + 1)} label={label} onPress={() => choose(id)} />
        ))}
      </div>
    </>
  );
}

type TabKeyProps = { keys: string; label: string; onPress: () => void };

function TabKey({ keys, label, onPress }: TabKeyProps) {
  useShortcut(keys, `Show ${label.toLowerCase()}`, onPress);
  return null;
}

type PanelProps = RunTabsProps & { tab: RunTab; isPhone: boolean };

function Panel(props: PanelProps) {
  const { tab, row, known, clock, update } = props;
  const onSelect = useCallback((task: string) => update({ tab: undefined, task }), [update]);
  if (tab === "timeline" || tab === "log") return <TimelineAndLog {...props} />;
  if (tab === "tasks" || tab === "subflows") {
    return (
      <NodesTable
        key={tab}
        kind={tab === "tasks" ? "task-run" : "flow-run"}
        nodes={known.nodes}
        taskRuns={known.taskRuns}
        now={clock.now()}
        onSelect={onSelect}
      />
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keys.
    <div tabIndex={0} className="min-h-0 flex-1 overflow-y-auto p-4">
      {tab === "artifacts" && <RunArtifacts flowRunId={row.flow_run.id} />}
      {tab === "parameters" && <ParametersTab run={row.flow_run} />}
      {tab === "states" && <StatesTab row={row} />}
      {tab === "events" && <EventsTab flowRunId={row.flow_run.id} />}
      {tab === "details" && <DetailsTab row={row} />}
    </div>
  );
}

function TimelineAndLog(props: PanelProps) {
  const { isPhone, tab, known, search, update } = props;
  const selected = search.task === undefined ? undefined : known.nodesById.get(search.task);
  const onSelect = useCallback((task: string | undefined) => update({ task, line: undefined }), [update]);
  const [rowCount, setRowCount] = useState(() => countStartingRows(known.nodes));
  // It grows with the rows and does not shrink again: the log should not move without need.
  const onRowCount = useCallback((count: number) => setRowCount((before) => Math.max(before, count)), []);
  const isEmpty = props.graph.isLoaded && known.nodes.length === 0 && !props.clock.isRunning;
  return (
    <>
      {isPhone || search.full ? (
        <div className="flex min-w-0 flex-1 flex-col">
          {tab === "log" ? (
            <RunLogPanel {...props} />
          ) : (
            <TimelinePanel {...props} {...{ onSelect, onRowCount }} />
          )}
        </div>
      ) : (
        <SplitPane
          name="run"
          label="Height of the timeline"
          initial={isEmpty ? EMPTY_HEIGHT : search.view === "graph" ? MOST_HEIGHT : heightOf(rowCount)}
        >
          {[
            <TimelinePanel key="timeline" {...props} {...{ onSelect, onRowCount }} />,
            <RunLogPanel key="log" {...props} />,
          ]}
        </SplitPane>
      )}
      {selected && !(isPhone && tab === "log") && (
        <Inspector key={selected.id} node={selected} edges={known.edges} onSelect={onSelect} />
      )}
    </>
  );
}

// Toolbar, overview and axis; a few rows should not leave most of the upper half empty.
const HEAD_PX = 94;
const FEWEST_ROWS = 5;
const MOST_HEIGHT = "54%";
// Room for the sentence that there is nothing.
const EMPTY_HEIGHT = "9.5rem";

const heightOf = (rows: number): string =>
  `min(${HEAD_PX + (Math.max(rows, FEWEST_ROWS) + 1) * ROW_HEIGHT}px, ${MOST_HEIGHT})`;

type TimelinePanelProps = PanelProps & {
  onSelect: (id: string | undefined) => void;
  onRowCount: (count: number) => void;
};

function TimelinePanel(props: TimelinePanelProps) {
  const { row, graph, known, clock, search, update, onSelect, onRowCount } = props;
  if (!graph.isLoaded && graph.error) {
    return <ErrorState error={graph.error} title="The graph could not be read" onRetry={graph.reload} />;
  }
  if (!graph.isLoaded) return <TimelineSkeleton />;
  const { nodes, retriedIds, subflows } = known;
  if (nodes.length === 0) return <NoNodes run={row.flow_run} isRunning={clock.isRunning} />;
  const first = nodes.reduce((least, node) => Math.min(least, node.start), Number.POSITIVE_INFINITY);
  const started = row.flow_run.start_time ? parseMilliseconds(row.flow_run.start_time) : first;
  return (
    <Timeline
      flowRunId={row.flow_run.id}
      origin={Math.min(first, started)}
      {...{ nodes, clock, search, update, retriedIds, subflows, onSelect, onRowCount }}
    />
  );
}

function NoNodes({ run, isRunning }: { run: FlowRun; isRunning: boolean }) {
  const due = run.next_scheduled_start_time ?? run.expected_start_time;
  const isDue = run.state_type === "SCHEDULED" && due;
  const title = isDue ? "Not started yet" : isRunning ? "No task runs yet" : "No task runs";
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <EmptyState title={title}>
        {isDue ? (
          <Moment value={due} isDated />
        ) : isRunning ? (
          "They appear here as soon as the flow calls a task."
        ) : (
          "The flow called no task and no other flow."
        )}
      </EmptyState>
    </div>
  );
}

function RunLogPanel({ row, log, known, clock, search, update }: PanelProps) {
  return (
    <LogPanel
      flowRunId={row.flow_run.id}
      runName={row.flow_run.name}
      attempts={row.flow_run.run_count}
      isRunning={clock.isRunning}
      nodesById={known.nodesById}
      owners={known.owners}
      {...{ log, search, update }}
    />
  );
}

function StatesTab({ row }: { row: RunRow }) {
  const run = row.flow_run;
  const states = useQuery({
    ...flowRunStatesQuery(run.id, run.state_id ?? ""),
    placeholderData: (before) => before,
  });
  if (states.error) return <ErrorState error={states.error} title="The states could not be read" />;
  return <div className="max-w-2xl">{states.data && <StateList states={states.data} />}</div>;
}
