import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { FlowRunPage } from "../flow-run/flow-run-page.tsx";
import { runRowQuery } from "../flow-run/flow-run-queries.ts";
import { forgetRun, rememberRun } from "../recent-runs/recent-run-store.ts";
import { useCrumbs } from "../shell/crumbs.ts";

/** `/runs/flow-run/:flowRunId`: one run. */
export function FlowRunRoute() {
  const { flowRunId } = useParams({ from: "/runs/flow-run/$flowRunId" });
  const { data } = useQuery({ ...runRowQuery(flowRunId), enabled: false });
  const flowName = data?.flow_name;
  const name = data?.flow_run.name;
  useEffect(() => {
    if (name) rememberRun({ id: flowRunId, name, flowName });
    else if (data === null) forgetRun(flowRunId);
  }, [flowRunId, name, flowName, data]);
  useCrumbs([{ label: "Runs", to: "/runs" }, { label: name ?? `Run ${flowRunId.slice(0, 8)}` }]);
  return <FlowRunPage key={flowRunId} flowRunId={flowRunId} />;
}
