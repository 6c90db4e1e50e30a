import { useQuery } from "@tanstack/react-query";
import { ArrowUpRight } from "lucide-react";
import { buttonClasses } from "../../components/button.tsx";
import { JsonView } from "../../components/json-view.tsx";
import { RunLink } from "../../components/run-link.tsx";
import { StateBadge } from "../../components/state-badge.tsx";
import { ClockTime } from "../../components/time.tsx";
import { flowRunStatesQuery, runRowQuery } from "../flow-run-queries.ts";
import { stateReason } from "../header/state-reason.ts";
import type { TimelineNode } from "../timeline/timeline-node.ts";
import { isoText } from "../timeline/timeline-node.ts";
import { versionOf } from "../use-attempts.ts";
import { Fact, Facts, Part } from "./facts.tsx";
import { NodeDuration } from "./node-duration.tsx";
import { StateList } from "./state-list.tsx";

/** What is known of a subflow's run, and the way to its page. */
export function SubflowFacts({ node }: { node: TimelineNode }) {
  const { data: row } = useQuery(runRowQuery(node.id));
  const { data: states } = useQuery(flowRunStatesQuery(node.id, versionOf(node)));
  const reason = stateReason(row?.flow_run.state);
  return (
    <>
      <div>
        <RunLink flowRunId={node.id} className={buttonClasses("outline")}>
          Open the subflow's page
          <ArrowUpRight size={14} aria-hidden="true" />
        </RunLink>
      </div>
      <Facts>
        <Fact name="State">
          <StateBadge type={node.state} name={row?.flow_run.state_name} />
        </Fact>
        {reason && <Fact name="Reason">{reason}</Fact>}
        <Fact name="Started">
          <ClockTime value={isoText(node.start)} />
        </Fact>
        <Fact name={node.end === null ? "For" : "Took"}>
          <NodeDuration node={node} />
        </Fact>
      </Facts>
      {states && (
        <Part title="States">
          <StateList states={states} />
        </Part>
      )}
      {row && Object.keys(row.flow_run.parameters).length > 0 && (
        <Part title="Parameters">
          <JsonView value={row.flow_run.parameters} />
        </Part>
      )}
    </>
  );
}
