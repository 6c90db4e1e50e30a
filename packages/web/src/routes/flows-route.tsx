import { useParams } from "@tanstack/react-router";
import { FlowPage } from "../flow/flow-page.tsx";
import { useFlow } from "../flow/use-flow.ts";
import { FlowsPage } from "../flows/flows-page.tsx";
import { useCrumbs } from "../shell/crumbs.ts";

/** `/flows`: the list of flows, its filters in the address. */
export function FlowsRoute() {
  useCrumbs([{ label: "Flows" }]);
  return <FlowsPage />;
}

/** `/flows/flow/:flowId`: one flow. */
export function FlowRoute() {
  const { flowId } = useParams({ from: "/flows/flow/$flowId" });
  const { data } = useFlow(flowId);
  useCrumbs([{ label: "Flows", to: "/flows" }, { label: data?.flow.name ?? "Flow" }]);
  return <FlowPage key={flowId} flowId={flowId} />;
}
