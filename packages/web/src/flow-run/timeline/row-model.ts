import type { StateType } from "@reeve/protocol";
import { endAt, isCached, isFailure, isWaiting, type TimelineNode } from "./timeline-node.ts";

/** The runs of one task, or of one subflow, under one summary row. */
export type Group = {
  key: string;
  name: string;
  kind: TimelineNode["kind"];
  members: readonly TimelineNode[];
  failed: number;
  running: number;
  completed: number;
  /** How many of the completed did nothing, as their results were kept. */
  cached: number;
  /** Milliseconds over the ended members that ran; null when none has. */
  p50: number | null;
  max: number | null;
  start: number;
};

/** `failures` shows only the members that went wrong, and how many more there are. */
export type GroupMode = "closed" | "failures" | "open";

export type Row =
  | { kind: "node"; key: string; node: TimelineNode; depth: number; isExpanded: boolean }
  | { kind: "group"; key: string; group: Group; depth: number; mode: GroupMode }
  | { kind: "more"; key: string; group: Group; depth: number; hidden: number };

export type RowSort = "start" | "duration" | "name";

export type RowOptions = {
  sort: RowSort;
  /** Only nodes in these states; empty means all. */
  states: ReadonlySet<StateType>;
  /** What the reader opened or closed, by group key; others stand as they start. */
  modes: ReadonlyMap<string, GroupMode>;
  /** The nodes of subflows that are expanded in place, by flow run id. */
  expanded: ReadonlyMap<string, readonly TimelineNode[]>;
  now: number;
};

// A task called once or a few times reads better as rows of its own.
const LEAST_GROUP = 4;
const LARGEST_OPEN_GROUP = 25;

/** The rows from top to bottom: groups with a summary row where a name occurs often, single nodes elsewhere. */
export function buildRows(nodes: readonly TimelineNode[], options: RowOptions): Row[] {
  const rows: Row[] = [];
  addRows(rows, nodes, options, 0, "");
  return rows;
}

function addRows(
  rows: Row[],
  nodes: readonly TimelineNode[],
  options: RowOptions,
  depth: number,
  prefix: string,
): void {
  const shown = options.states.size === 0 ? nodes : nodes.filter((node) => options.states.has(node.state));
  const compare = comparison(options);
  const items = groupNodes(shown, prefix, compare, options.now);
  items.sort((a, b) => compare(representative(a), representative(b)));
  for (const item of items) {
    if ("members" in item) addGroup(rows, item, options, depth);
    else addNode(rows, item, options, depth);
  }
}

const representative = (item: Group | TimelineNode): Sortable =>
  "members" in item
    ? { label: item.name, start: item.start, duration: item.max ?? 0 }
    : { label: item.label, start: item.start, end: item.end };

function addNode(rows: Row[], node: TimelineNode, options: RowOptions, depth: number): void {
  const inner = node.kind === "flow-run" ? options.expanded.get(node.id) : undefined;
  rows.push({ kind: "node", key: node.id, node, depth, isExpanded: inner !== undefined });
  if (inner) addRows(rows, inner, options, depth + 1, `${node.id}/`);
}

function addGroup(rows: Row[], group: Group, options: RowOptions, depth: number): void {
  const mode = options.modes.get(group.key) ?? startingMode(group);
  rows.push({ kind: "group", key: group.key, group, depth, mode });
  if (mode === "closed") return;
  const members = mode === "open" ? group.members : group.members.filter((member) => isFailure(member.state));
  for (const member of members) addNode(rows, member, options, depth + 1);
  const hidden = group.members.length - members.length;
  if (hidden > 0) rows.push({ kind: "more", key: `${group.key}…`, group, depth: depth + 1, hidden });
}

/** Small groups start open; large ones closed but for what failed in them. */
export function startingMode(group: Group): GroupMode {
  if (group.members.length <= LARGEST_OPEN_GROUP) return "open";
  return group.failed > 0 ? "failures" : "closed";
}

type Sortable = { label: string; start: number; end?: number | null; duration?: number };
type Compare = (a: Sortable, b: Sortable) => number;

function comparison({ sort, now }: RowOptions): Compare {
  const byStart: Compare = (a, b) => a.start - b.start || compareText(a.label, b.label);
  if (sort === "name") return (a, b) => compareText(a.label, b.label) || a.start - b.start;
  if (sort === "start") return byStart;
  const duration = (item: Sortable) => item.duration ?? (item.end ?? now) - item.start;
  return (a, b) => duration(b) - duration(a) || byStart(a, b);
}

const collator = new Intl.Collator("en", { numeric: true });
const compareText = (a: string, b: string): number => (a === b ? 0 : collator.compare(a, b));

function groupNodes(
  nodes: readonly TimelineNode[],
  prefix: string,
  compare: Compare,
  now: number,
): (Group | TimelineNode)[] {
  const byName = new Map<string, TimelineNode[]>();
  for (const node of nodes) {
    const key = `${prefix}${node.kind}:${node.groupName}`;
    const members = byName.get(key);
    if (members) members.push(node);
    else byName.set(key, [node]);
  }
  const items: (Group | TimelineNode)[] = [];
  for (const [key, members] of byName) {
    if (members.length < LEAST_GROUP) items.push(...members);
    else items.push(summarise(key, members.sort(compare), now));
  }
  return items;
}

function summarise(key: string, members: readonly TimelineNode[], now: number): Group {
  const [first] = members;
  const group = { failed: 0, running: 0, completed: 0, cached: 0, start: Number.POSITIVE_INFINITY };
  const durations: number[] = [];
  for (const node of members) {
    if (isFailure(node.state)) group.failed++;
    else if (node.state === "COMPLETED") group.completed++;
    else if (node.end === null && !isWaiting(node)) group.running++;
    if (isCached(node)) group.cached++;
    if (node.start < group.start) group.start = node.start;
    // A cached one would make the others look faster than they are.
    if (node.end !== null && !isCached(node)) durations.push(endAt(node, now) - node.start);
  }
  durations.sort((a, b) => a - b);
  return {
    key,
    name: first?.groupName ?? key,
    kind: first?.kind ?? "task-run",
    members,
    ...group,
    p50: durations[Math.floor((durations.length - 1) / 2)] ?? null,
    max: durations.at(-1) ?? null,
  };
}

/** How many rows there are before the reader has opened or closed any. */
export function countStartingRows(nodes: readonly TimelineNode[]): number {
  const groups = new Map<string, { total: number; failed: number }>();
  for (const node of nodes) {
    const key = `${node.kind}:${node.groupName}`;
    const group = groups.get(key) ?? { total: 0, failed: 0 };
    group.total++;
    if (isFailure(node.state)) group.failed++;
    groups.set(key, group);
  }
  let rows = 0;
  for (const { total, failed } of groups.values()) {
    if (total < LEAST_GROUP) rows += total;
    else if (total <= LARGEST_OPEN_GROUP) rows += total + 1;
    else rows += failed > 0 ? failed + 2 : 1;
  }
  return rows;
}

/** The index of the row that stands for a node: its own, or that of the group it is folded into; else -1. */
export function rowIndexOfNode(rows: readonly Row[], id: string): number {
  const own = rows.findIndex((row) => row.kind === "node" && row.node.id === id);
  if (own >= 0) return own;
  return rows.findIndex((row) => row.kind === "group" && row.group.members.some((node) => node.id === id));
}

/** For each node in sight or folded, the index of the row that stands for it. */
export function rowIndexes(rows: readonly Row[]): Map<string, number> {
  const indexes = new Map<string, number>();
  rows.forEach((row, index) => {
    if (row.kind === "group") for (const node of row.group.members) indexes.set(node.id, index);
    else if (row.kind === "node") indexes.set(row.node.id, index);
  });
  return indexes;
}
