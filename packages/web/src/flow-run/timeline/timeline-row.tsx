// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed by arithmetic cannot be those of a table element.
// biome-ignore-all lint/a11y/useFocusableInteractive: the tree or table around has the focus and points to its active row.
import { clsx } from "clsx";
import { ChevronDown, ChevronRight, Shapes, Workflow } from "lucide-react";
import { memo } from "react";
import { formatDuration } from "../../components/format-duration.ts";
import { stateLabel } from "../../components/run-state.ts";
import { StateIcon } from "../../components/state-icon.tsx";
import { worstState } from "../graph/graph-model.ts";
import { ROW_HEIGHT } from "./row-geometry.ts";
import type { Group, GroupMode, Row } from "./row-model.ts";
import type { TimelineNode } from "./timeline-node.ts";

type Props = {
  row: Row;
  index: number;
  id: string;
  isSelected: boolean;
  isActive: boolean;
};

const INDENT = 16;

/** A row of the tree over the canvas: its name at the left, and the same facts in words for those who cannot see the bar. */
export const TimelineRow = memo(function TimelineRow({ row, index, id, isSelected, isActive }: Props) {
  const isGroup = row.kind === "group";
  const canExpand = isGroup || (row.kind === "node" && row.node.kind === "flow-run");
  const isExpanded = isGroup ? row.mode !== "closed" : row.kind === "node" && row.isExpanded;
  return (
    <div
      role="row"
      id={id}
      aria-rowindex={index + 1}
      aria-level={row.depth + 1}
      aria-selected={isSelected}
      aria-expanded={canExpand ? isExpanded : undefined}
      data-index={index}
      data-active={isActive || undefined}
      className={clsx(
        "group/row absolute inset-x-0 flex items-center border-transparent hover:bg-[color-mix(in_srgb,var(--text)_4%,transparent)]",
        isActive &&
          "group-focus-visible/tree:outline-2 group-focus-visible/tree:-outline-offset-2 group-focus-visible/tree:outline-focus",
      )}
      style={{ top: index * ROW_HEIGHT, height: ROW_HEIGHT }}
    >
      <div
        role="gridcell"
        className={clsx(
          "flex h-full min-w-0 items-center gap-1.5 pr-2",
          // The canvas paints the rest of a selected row, under its bar.
          isSelected && "bg-[color-mix(in_srgb,var(--accent)_14%,transparent)]",
        )}
        style={{ width: "var(--names)", paddingLeft: 8 + row.depth * INDENT }}
      >
        {row.kind === "group" && <GroupName group={row.group} mode={row.mode} />}
        {row.kind === "node" && <NodeName node={row.node} isExpanded={row.isExpanded} />}
        {row.kind === "more" && (
          <span className="pl-4 text-text-faint text-xs">{row.hidden.toLocaleString("en")} more</span>
        )}
      </div>
      {row.kind === "node" && <NodeFacts node={row.node} />}
    </div>
  );
});

function NodeName({ node, isExpanded }: { node: TimelineNode; isExpanded: boolean }) {
  const isSubflow = node.kind === "flow-run";
  return (
    <>
      {isSubflow ? <Chevron isOpen={isExpanded} /> : <span className="w-3.5 shrink-0" />}
      <StateIcon type={node.state} name={node.stateName} />
      <Label node={node} />
      {isSubflow && <Workflow aria-label="Subflow" size={12} className="shrink-0 text-text-faint" />}
      {node.artifacts.length > 0 && <ArtifactMark count={node.artifacts.length} />}
    </>
  );
}

function ArtifactMark({ count }: { count: number }) {
  const words = count === 1 ? "It made an artifact" : `It made ${count.toLocaleString("en")} artifacts`;
  return (
    <span
      role="img"
      aria-label={words}
      title={words}
      className="tabular ml-auto flex shrink-0 items-center gap-0.5 text-2xs text-text-faint"
    >
      <Shapes aria-hidden="true" size={12} />
      {count > 1 && count.toLocaleString("en")}
    </span>
  );
}

/** The name, of which the part that tells runs of one task apart is never cut off. */
function Label({ node }: { node: TimelineNode }) {
  const ending = node.kind === "task-run" ? node.label.slice(node.groupName.length) : "";
  return (
    <span className="flex min-w-0 pr-px" title={node.label}>
      <span className="truncate">{node.label.slice(0, node.label.length - ending.length)}</span>
      <span className="shrink-0">{ending}</span>
    </span>
  );
}

function GroupName({ group, mode }: { group: Group; mode: GroupMode }) {
  const total = group.members.length;
  return (
    <>
      <Chevron isOpen={mode === "open"} isHalf={mode === "failures"} />
      <StateIcon type={worstState(group.members)} />
      <span className="min-w-8 truncate font-medium" title={group.name}>
        {group.name}
      </span>
      <span
        className={clsx(
          "tabular shrink-0 text-text-faint text-xs",
          // A phone has room for one number: the one that is bad news.
          group.failed > 0 && "max-sm:hidden",
        )}
      >
        {group.completed === total
          ? total.toLocaleString("en")
          : `${group.completed.toLocaleString("en")}/${total.toLocaleString("en")}`}
      </span>
      {group.cached > 0 && (
        <span className="tabular shrink-0 text-2xs text-text-faint max-sm:hidden">
          {group.cached.toLocaleString("en")} cached
        </span>
      )}
      {group.failed > 0 && (
        <span className="tabular shrink-0 rounded-sm bg-failed-soft px-1 font-medium text-2xs text-failed">
          {group.failed.toLocaleString("en")} failed
        </span>
      )}
      {group.p50 !== null && group.max !== null && (
        <span className="tabular min-w-0 flex-1 basis-0 truncate pl-1 text-right text-2xs text-text-faint max-sm:hidden">
          p50 {formatDuration(group.p50)}, max {formatDuration(group.max)}
        </span>
      )}
    </>
  );
}

function Chevron({ isOpen, isHalf = false }: { isOpen: boolean; isHalf?: boolean }) {
  const Icon = isOpen || isHalf ? ChevronDown : ChevronRight;
  return (
    <Icon
      aria-hidden
      data-toggle
      size={14}
      className={clsx("shrink-0 text-text-faint group-hover/row:text-text", isHalf && "opacity-60")}
    />
  );
}

function NodeFacts({ node }: { node: TimelineNode }) {
  return (
    <div role="gridcell" className="sr-only">
      {stateLabel(node.state, node.stateName)},{" "}
      {node.end === null ? "not ended" : formatDuration(node.end - node.start)}
    </div>
  );
}
