import { Duration } from "../../components/duration.tsx";
import { formatDuration } from "../../components/format-duration.ts";
import { isoText, type TimelineNode } from "../timeline/timeline-node.ts";

/** How long a node took, as its bar says it too, or has taken until now. */
export function NodeDuration({ node }: { node: TimelineNode }) {
  if (node.end === null) return <Duration start={isoText(node.start)} end={null} />;
  return <span className="tabular">{formatDuration(node.end - node.start)}</span>;
}
