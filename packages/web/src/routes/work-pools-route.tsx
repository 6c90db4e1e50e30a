import { useCrumbs } from "../shell/crumbs.ts";
import { CreatePoolPage } from "../work-pool/create-pool-page.tsx";
import { WorkPoolsPage } from "../work-pools/work-pools-page.tsx";

/** `/work-pools`: the list of work pools. */
export function WorkPoolsRoute() {
  useCrumbs([{ label: "Work pools" }]);
  return <WorkPoolsPage />;
}

/** `/work-pools/create`: makes one. */
export function CreatePoolRoute() {
  useCrumbs([{ label: "Work pools", to: "/work-pools" }, { label: "New" }]);
  return <CreatePoolPage />;
}
