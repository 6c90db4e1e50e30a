import { useParams } from "@tanstack/react-router";
import { ConcurrencyLimitsPage } from "../concurrency-limits/concurrency-limits-page.tsx";
import { LimitPage } from "../concurrency-limits/limit-page.tsx";
import { useCrumbs } from "../shell/crumbs.ts";

/** `/concurrency-limits`: the list of limits. */
export function ConcurrencyLimitsRoute() {
  useCrumbs([{ label: "Concurrency" }]);
  return <ConcurrencyLimitsPage />;
}

/** `/concurrency-limits/concurrency-limit/:id`: one of them. */
export function ConcurrencyLimitRoute() {
  const { id } = useParams({ from: "/concurrency-limits/concurrency-limit/$id" });
  useCrumbs([{ label: "Concurrency", to: "/concurrency-limits" }, { label: "Limit" }]);
  return <LimitPage key={id} id={id} />;
}
