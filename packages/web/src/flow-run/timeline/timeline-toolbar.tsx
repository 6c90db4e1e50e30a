import type { StateType } from "@reeve/protocol";
import { clsx } from "clsx";
import { ArrowDownWideNarrow, Expand, Maximize2, Minus, Plus, Route, Shrink, Spline } from "lucide-react";
import { useMemo } from "react";
import { Button, IconButton } from "../../components/button.tsx";
import { Menu, MenuCheck, MenuLabel, MenuLine } from "../../components/menu.tsx";
import { stateLabel } from "../../components/run-state.ts";
import { Segments } from "../../components/segments.tsx";
import { StateIcon } from "../../components/state-icon.tsx";
import { Tooltip } from "../../components/tooltip.tsx";
import { useShortcut } from "../../shortcuts/use-shortcut.ts";
import type { RunSearch } from "../run-search.ts";
import type { UpdateSearch } from "../use-run-search.ts";
import type { RowSort } from "./row-model.ts";
import type { AxisMode } from "./time-scale.ts";
import type { TimelineNode } from "./timeline-node.ts";
import type { TimelineView } from "./timeline-view.ts";
import type { TimelineMarks } from "./use-timeline-marks.ts";
import { statesOf } from "./use-timeline-rows.ts";
import { useWindow } from "./use-timeline-view.ts";

type Props = {
  nodes: readonly TimelineNode[];
  search: RunSearch;
  update: UpdateSearch;
  view: TimelineView;
  showsAllEdges: boolean;
  onAllEdges: (isOn: boolean) => void;
  /** The critical path while it is shown. */
  path: readonly TimelineNode[];
  marks: TimelineMarks;
};

/** Above the rows: what is shown of them, in which order and how near. */
export function TimelineToolbar(props: Props) {
  const { nodes, search, update, view, showsAllEdges, onAllEdges, path } = props;
  const showsPath = search.path === true;
  const isGraph = search.view === "graph";
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-line border-b bg-surface px-2 py-1">
      <Segments
        label="How the run is drawn"
        value={isGraph ? "graph" : "timeline"}
        options={[
          { value: "timeline", label: "Timeline" },
          { value: "graph", label: "Graph" },
        ]}
        onChange={(view) => update({ view: view === "graph" ? "graph" : undefined })}
      />
      <StateFilter nodes={nodes} search={search} update={update} />
      <div className="grow" />
      {!isGraph && (
        <>
          <ViewMenu {...props} />
          {showsPath && (
            <span className="tabular shrink-0 whitespace-nowrap text-text-soft text-xs">
              {path.length} on the critical path
            </span>
          )}
          <Tooltip content="Show the critical path: what decided when it ended">
            <IconButton
              label="Critical path"
              aria-pressed={showsPath}
              onClick={() => update({ path: showsPath ? undefined : true }, { replace: true })}
              className={clsx(showsPath && "bg-selected! text-accent!")}
            >
              <Route size={15} />
            </IconButton>
          </Tooltip>
          <Tooltip content="Draw all dependencies">
            <IconButton
              label="All dependencies"
              disabled={search.axis === "duration"}
              aria-pressed={showsAllEdges}
              onClick={() => onAllEdges(!showsAllEdges)}
              className={clsx(showsAllEdges && "bg-selected! text-accent!")}
            >
              <Spline size={15} />
            </IconButton>
          </Tooltip>
          <ZoomButtons view={view} />
        </>
      )}
      <FullScreenButton search={search} update={update} />
    </div>
  );
}

/** Gives the timeline the whole window, and takes it back. */
function FullScreenButton({ search, update }: Pick<Props, "search" | "update">) {
  const isFull = search.full === true;
  const toggle = () => update({ full: isFull ? undefined : true }, { replace: true });
  useShortcut("f", "Full-screen timeline", toggle);
  return (
    <Tooltip content={isFull ? "Leave full screen (f)" : "Full screen (f)"}>
      <IconButton label={isFull ? "Leave full screen" : "Full screen"} onClick={toggle}>
        {isFull ? <Shrink size={15} /> : <Expand size={15} />}
      </IconButton>
    </Tooltip>
  );
}

/** Counts by state that are filters at once. */
function StateFilter({ nodes, search, update }: Pick<Props, "nodes" | "search" | "update">) {
  const counts = useMemo(() => countStates(nodes), [nodes]);
  const chosen = statesOf(search.states);
  const toggle = (state: StateType) => {
    const next = chosen.has(state) ? [...chosen].filter((other) => other !== state) : [...chosen, state];
    update({ states: next.length > 0 ? next.join(",").toLowerCase() : undefined }, { replace: true });
  };
  return (
    <fieldset className="flex flex-wrap items-center gap-1">
      <legend className="sr-only">Only task runs in these states</legend>
      {counts.map(([state, count]) => (
        <button
          key={state}
          type="button"
          aria-pressed={chosen.has(state)}
          onClick={() => toggle(state)}
          className={clsx(
            "flex h-6 items-center gap-1.5 whitespace-nowrap rounded-md border px-1.5 text-xs",
            chosen.has(state)
              ? "border-accent bg-selected text-text"
              : "border-transparent text-text-soft hover:bg-hover",
          )}
        >
          <StateIcon type={state} className="size-3" />
          <span className="tabular">{count.toLocaleString("en")}</span>
          <span className="max-lg:sr-only">{stateLabel(state).toLowerCase()}</span>
        </button>
      ))}
    </fieldset>
  );
}

// Trouble first.
const ORDER: readonly StateType[] = [
  "FAILED",
  "CRASHED",
  "RUNNING",
  "CANCELLING",
  "PENDING",
  "SCHEDULED",
  "PAUSED",
  "CANCELLED",
  "COMPLETED",
];

function countStates(nodes: readonly TimelineNode[]): [StateType, number][] {
  const counts = new Map<StateType, number>();
  for (const node of nodes) counts.set(node.state, (counts.get(node.state) ?? 0) + 1);
  return ORDER.flatMap((state) => (counts.has(state) ? [[state, counts.get(state) ?? 0]] : []));
}

const SORTS: readonly { value: RowSort; label: string }[] = [
  { value: "start", label: "Start" },
  { value: "duration", label: "Duration, longest first" },
  { value: "name", label: "Name" },
];

const AXES: readonly { value: AxisMode; label: string }[] = [
  { value: "elapsed", label: "Time since the start" },
  { value: "clock", label: "Time of day" },
  { value: "duration", label: "Durations compared, from one zero" },
];

/** In which order the rows stand, on which axis, and what is marked on them. */
function ViewMenu({ search, update, view, marks }: Props) {
  const sort = search.sort ?? "start";
  const axis = search.axis ?? "elapsed";
  const choose = (value: AxisMode) => {
    // What was in sight on one axis means nothing on another that begins elsewhere.
    if ((value === "duration") !== (axis === "duration")) view.fit();
    update({
      axis: value === "elapsed" ? undefined : value,
      ...(value === "duration" ? { sort: "duration" } : {}),
    });
  };
  return (
    <Menu
      align="end"
      trigger={
        <Button look="plain" size="sm" icon={<ArrowDownWideNarrow size={14} />}>
          <span className="max-sm:sr-only">View</span>
        </Button>
      }
    >
      <MenuLabel>Order of the rows</MenuLabel>
      {SORTS.map(({ value, label }) => (
        <MenuCheck
          key={value}
          checked={sort === value}
          onChange={() => update({ sort: value === "start" ? undefined : value })}
        >
          {label}
        </MenuCheck>
      ))}
      <MenuLine />
      <MenuLabel>Axis</MenuLabel>
      {AXES.map(({ value, label }) => (
        <MenuCheck key={value} checked={axis === value} onChange={() => choose(value)}>
          {label}
        </MenuCheck>
      ))}
      <MenuLine />
      <MenuCheck checked={marks.artifacts} onChange={marks.setArtifacts}>
        Artifacts on the bars
      </MenuCheck>
      <MenuCheck checked={marks.events} onChange={marks.setEvents}>
        Events under the axis
      </MenuCheck>
    </Menu>
  );
}

function ZoomButtons({ view }: { view: TimelineView }) {
  useWindow(view);
  return (
    <div className="flex items-center">
      <Tooltip content="Zoom out (−)">
        <IconButton label="Zoom out" disabled={view.isFitted} onClick={() => view.zoom(1.6)}>
          <Minus size={15} />
        </IconButton>
      </Tooltip>
      <Tooltip content="Zoom in (+, or Ctrl and the wheel)">
        <IconButton label="Zoom in" onClick={() => view.zoom(1 / 1.6)}>
          <Plus size={15} />
        </IconButton>
      </Tooltip>
      <Tooltip content="Show the whole run (0)">
        <IconButton label="Show the whole run" disabled={view.isFitted} onClick={() => view.fit()}>
          <Maximize2 size={14} />
        </IconButton>
      </Tooltip>
    </div>
  );
}
