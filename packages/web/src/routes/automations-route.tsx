import { useParams } from "@tanstack/react-router";
import { CreateAutomationPage, EditAutomationPage } from "../automations/automation-form-pages.tsx";
import { AutomationPage } from "../automations/automation-page.tsx";
import { AutomationsPage } from "../automations/automations-page.tsx";
import { useAutomation } from "../automations/use-automation.ts";
import { useCrumbs } from "../shell/crumbs.ts";

const LIST = { label: "Automations", to: "/automations" };

/** `/automations`: the list of automations. */
export function AutomationsRoute() {
  useCrumbs([{ label: "Automations" }]);
  return <AutomationsPage />;
}

/** `/automations/automation/:id`: one automation. */
export function AutomationRoute() {
  const { id } = useParams({ from: "/automations/automation/$id" });
  const { data } = useAutomation(id);
  useCrumbs([LIST, { label: data?.automation.name ?? "Automation" }]);
  return <AutomationPage key={id} id={id} />;
}

/** `/automations/create`: makes one. */
export function CreateAutomationRoute() {
  useCrumbs([LIST, { label: "New" }]);
  return <CreateAutomationPage />;
}

/** `/automations/automation/:id/edit`: changes one. */
export function EditAutomationRoute() {
  const { id } = useParams({ from: "/automations/automation/$id/edit" });
  const { data } = useAutomation(id);
  const label = data?.automation.name ?? "Automation";
  useCrumbs([LIST, { label, to: `/automations/automation/${id}` }, { label: "Edit" }]);
  return <EditAutomationPage key={id} id={id} />;
}
