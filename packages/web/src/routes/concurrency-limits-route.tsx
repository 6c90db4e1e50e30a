import { useParams } from "@tanstack/react-router";
import { useDeploymentNames } from "../components/use-deployment-names.ts";
import { ConcurrencyLimitsPage } from "../concurrency-limits/concurrency-limits-page.tsx";
import { limitKind } from "../concurrency-limits/limit-kind.ts";
import { LimitPage } from "../concurrency-limits/limit-page.tsx";
import { useLimit } from "../concurrency-limits/use-limit.ts";
import { useCrumbs } from "../shell/crumbs.ts";

/** `/concurrency-limits`: the list of limits. */
export function ConcurrencyLimitsRoute() {
  useCrumbs([{ label: "Concurrency" }]);
  return <ConcurrencyLimitsPage />;
}

/** `/concurrency-limits/concurrency-limit/:id`: one of them. */
export function ConcurrencyLimitRoute() {
  const { id } = useParams({ from: "/concurrency-limits/concurrency-limit/$id" });
  const { data } = useLimit(id);
  const { kind, label } = limitKind(data?.limit.name ?? "");
  const deployments = useDeploymentNames(kind === "deployment" ? [label] : []);
  const name = kind === "deployment" ? deployments.get(label) : label;
  useCrumbs([{ label: "Concurrency", to: "/concurrency-limits" }, { label: name || "Limit" }]);
  return <LimitPage key={id} id={id} />;
}
