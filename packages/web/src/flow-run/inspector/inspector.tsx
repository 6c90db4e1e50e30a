import { X } from "lucide-react";
import { IconButton } from "../../components/button.tsx";
import { StateIcon } from "../../components/state-icon.tsx";
import type { EdgeIndex } from "../timeline/edges.ts";
import type { TimelineNode } from "../timeline/timeline-node.ts";
import { Part } from "./facts.tsx";
import { SubflowFacts } from "./subflow-facts.tsx";
import { TaskFacts } from "./task-facts.tsx";

type Props = {
  node: TimelineNode;
  edges: EdgeIndex;
  onSelect: (id: string | undefined) => void;
};

/** What is known of the selected task run or subflow. */
export function Inspector({ node, edges, onSelect }: Props) {
  return (
    <aside
      aria-label={`Details of ${node.label}`}
      className="flex min-h-0 w-[clamp(280px,26vw,400px)] shrink-0 flex-col border-line border-l bg-surface max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-40 max-md:h-[55dvh] max-md:w-auto max-md:rounded-t-xl max-md:border-t max-md:shadow-high"
    >
      <div className="flex h-10 shrink-0 items-center gap-2 border-line border-b pr-1.5 pl-3">
        <StateIcon type={node.state} name={node.stateName} />
        <h2 className="min-w-0 flex-1 truncate font-semibold">{node.label}</h2>
        <IconButton label="Close the details" onClick={() => onSelect(undefined)}>
          <X size={15} />
        </IconButton>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keys. */}
      <div tabIndex={0} className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-3 py-3">
        {node.kind === "flow-run" ? (
          <SubflowFacts node={node} />
        ) : (
          <TaskFacts node={node} onDeleted={() => onSelect(undefined)} />
        )}
        <Neighbours title="Depends on" nodes={edges.parentsOf(node.id)} onSelect={onSelect} />
        <Neighbours title="Needed by" nodes={edges.childrenOf(node.id)} onSelect={onSelect} />
      </div>
    </aside>
  );
}

const MOST_NEIGHBOURS = 12;

type NeighboursProps = { title: string; nodes: readonly TimelineNode[]; onSelect: (id: string) => void };

function Neighbours({ title, nodes, onSelect }: NeighboursProps) {
  if (nodes.length === 0) return null;
  return (
    <Part title={`${title} (${nodes.length.toLocaleString("en")})`}>
      <ul className="-mx-1.5 flex flex-col">
        {nodes.slice(0, MOST_NEIGHBOURS).map((node) => (
          <li key={node.id}>
            <button
              type="button"
              onClick={() => onSelect(node.id)}
              className="flex h-6 w-full items-center gap-1.5 rounded-md px-1.5 text-left hover:bg-hover"
            >
              <StateIcon type={node.state} name={node.stateName} />
              <span className="truncate">{node.label}</span>
            </button>
          </li>
        ))}
        {nodes.length > MOST_NEIGHBOURS && (
          <li className="px-1.5 text-text-faint text-xs">
            and {(nodes.length - MOST_NEIGHBOURS).toLocaleString("en")} more
          </li>
        )}
      </ul>
    </Part>
  );
}
