import { DeploymentsPage } from "../deployments/deployments-page.tsx";
import { useCrumbs } from "../shell/crumbs.ts";

/** `/deployments`: the list of deployments, its filters in the address. */
export function DeploymentsRoute() {
  useCrumbs([{ label: "Deployments" }]);
  return <DeploymentsPage />;
}
