import type { GraphNode, StateType } from "@reeve/protocol";

/** A node of the run graph as the timeline needs it: times in milliseconds, edges as ids. */
export type TimelineNode = {
  id: string;
  label: string;
  /** What its row is grouped under: the task's or the subflow's name. */
  groupName: string;
  kind: GraphNode["kind"];
  state: StateType;
  /** The state's own name, such as that of a cached result; null where its type says all. */
  stateName: string | null;
  /** Milliseconds since 1970, with the fraction the wire carries. */
  start: number;
  /** Null while it has not ended. */
  end: number | null;
  parents: readonly string[];
  /** The task runs inside which this one was called. */
  encapsulating: readonly string[];
  /** What it has shown, and when (ms since 1970). */
  artifacts: readonly { key: string | null; type: string | null; at: number }[];
};

// Most nodes show nothing: ten thousand arrays less.
const NO_ARTIFACTS: TimelineNode["artifacts"] = [];

/** Milliseconds since 1970 of an RFC 3339 text, microseconds kept as the fraction. */
export function parseMilliseconds(timestamp: string): number {
  const milliseconds = Date.parse(timestamp);
  const dot = timestamp.indexOf(".");
  if (dot < 0) return milliseconds;
  const digits = /^\d*/.exec(timestamp.slice(dot + 4, dot + 7))?.[0] ?? "";
  return digits === "" ? milliseconds : milliseconds + Number(digits.padEnd(3, "0")) / 1000;
}

/** The instant as RFC 3339, to the millisecond. */
export const isoText = (milliseconds: number): string => new Date(milliseconds).toISOString();

// Task runs are named after their task with a running number, or the first three digits of a random key.
const RUN_SUFFIX = /-(?:\d+|[0-9a-f]{3})$/;

/** The name that a task's runs, or a flow's runs, have in common. */
export function groupNameOf(label: string, kind: GraphNode["kind"]): string {
  if (kind === "flow-run") {
    const slash = label.indexOf(" / ");
    return slash > 0 ? label.slice(0, slash) : label;
  }
  return label.replace(RUN_SUFFIX, "") || label;
}

/** Reads a node from the wire. */
export function toTimelineNode(node: GraphNode): TimelineNode {
  return {
    id: node.id,
    label: node.label,
    groupName: groupNameOf(node.label, node.kind),
    kind: node.kind,
    state: node.state_type,
    stateName: node.state_name,
    start: parseMilliseconds(node.start_time),
    end: node.end_time === null ? null : parseMilliseconds(node.end_time),
    parents: node.parents.map((edge) => edge.id),
    encapsulating: node.encapsulating.map((edge) => edge.id),
    artifacts:
      node.artifacts.length === 0
        ? NO_ARTIFACTS
        : node.artifacts.map(({ key, type, created }) => ({ key, type, at: parseMilliseconds(created) })),
  };
}

const WAITING: ReadonlySet<StateType> = new Set(["SCHEDULED", "PENDING", "PAUSED"]);

/** True while the node has not begun, or has stopped in between: its bar is drawn hatched. */
export const isWaiting = (node: TimelineNode): boolean => node.end === null && WAITING.has(node.state);

/** True when its result was kept from an earlier run and nothing was done: its bar is hollow. */
export const isCached = ({ state, stateName }: TimelineNode): boolean =>
  state === "COMPLETED" && stateName === "Cached";

/** True when it went wrong by itself. */
export const isFailure = (state: StateType): boolean => state === "FAILED" || state === "CRASHED";

/** Where the bar ends at that instant: its end, or `now` while it goes on. */
export const endAt = (node: TimelineNode, now: number): number => node.end ?? Math.max(now, node.start);
