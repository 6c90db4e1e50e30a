import { useCrumbs } from "../shell/crumbs.ts";
import { VariablesPage } from "../variables/variables-page.tsx";

/** `/variables`: the list of variables, its filters in the address. */
export function VariablesRoute() {
  useCrumbs([{ label: "Variables" }]);
  return <VariablesPage />;
}
