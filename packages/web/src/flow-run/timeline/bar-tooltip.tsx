import type { ReactNode } from "react";
import { createPortal } from "react-dom";
import { formatDuration } from "../../components/format-duration.ts";
import { StateBadge } from "../../components/state-badge.tsx";
import { zonedFormat } from "../../times/zoned-format.ts";
import { countAttempts, type Stretch } from "./attempts.ts";
import type { Group, Row } from "./row-model.ts";
import { endAt, isWaiting, type TimelineNode } from "./timeline-node.ts";

type Props = {
  row: Row;
  x: number;
  y: number;
  now: number;
  origin: number;
  stretches: readonly Stretch[] | undefined;
};

const WIDTH = 260;

/** What a bar stands for, beside the pointer. */
export function BarTooltip({ row, x, y, now, origin, stretches }: Props) {
  if (row.kind === "more") return null;
  const left = Math.min(x + 14, window.innerWidth - WIDTH - 8);
  const isLow = y > window.innerHeight - 180;
  return createPortal(
    <div
      aria-hidden
      className="pointer-events-none fixed z-50 rounded-lg bg-raised px-3 py-2 text-xs shadow-high"
      style={{
        left,
        top: isLow ? undefined : y + 18,
        bottom: isLow ? window.innerHeight - y + 12 : undefined,
        maxWidth: WIDTH,
      }}
    >
      {row.kind === "node" ? (
        <NodeFacts node={row.node} now={now} origin={origin} stretches={stretches} />
      ) : (
        <GroupFacts group={row.group} />
      )}
    </div>,
    document.body,
  );
}

function NodeFacts({
  node,
  now,
  origin,
  stretches,
}: Pick<Props, "now" | "origin" | "stretches"> & { node: TimelineNode }) {
  const attempts = stretches ? countAttempts(stretches) : 0;
  return (
    <>
      <div className="break-words font-medium text-text">{node.label}</div>
      <StateBadge type={node.state} name={node.stateName} className="my-0.5" />
      <Facts>
        <Fact name={isWaiting(node) ? "Waits for" : "Duration"}>
          {formatDuration(endAt(node, now) - node.start)}
        </Fact>
        <Fact name="Starts at">
          {clock(node.start)}, {formatDuration(node.start - origin)} in
        </Fact>
        {attempts > 1 && <Fact name="Attempts">{attempts}</Fact>}
        {node.artifacts.length > 0 && (
          <Fact name="Artifacts">
            {node.artifacts.map(({ key, type }) => key ?? type ?? "an artifact").join(", ")}
          </Fact>
        )}
        {node.parents.length > 0 && <Fact name="Depends on">{node.parents.length}</Fact>}
      </Facts>
    </>
  );
}

function GroupFacts({ group }: { group: Group }) {
  return (
    <>
      <div className="break-words font-medium text-text">{group.name}</div>
      <Facts>
        <Fact name="Runs">{group.members.length.toLocaleString("en")}</Fact>
        <Fact name="Completed">{group.completed.toLocaleString("en")}</Fact>
        {group.cached > 0 && <Fact name="Of them cached">{group.cached.toLocaleString("en")}</Fact>}
        {group.running > 0 && <Fact name="Running">{group.running.toLocaleString("en")}</Fact>}
        {group.failed > 0 && <Fact name="Failed">{group.failed.toLocaleString("en")}</Fact>}
        {group.p50 !== null && <Fact name="Median">{formatDuration(group.p50)}</Fact>}
        {group.max !== null && <Fact name="Longest">{formatDuration(group.max)}</Fact>}
      </Facts>
    </>
  );
}

const clock = zonedFormat({
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
});

const Facts = ({ children }: { children: ReactNode }) => (
  <dl className="tabular grid grid-cols-[auto_1fr] gap-x-3">{children}</dl>
);

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt className="text-text-faint">{name}</dt>
    <dd className="text-text-soft">{children}</dd>
  </>
);
