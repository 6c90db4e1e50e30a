import { SettingsPage } from "../settings/settings-page.tsx";
import { useCrumbs } from "../shell/crumbs.ts";

/** `/settings`: how the pages look, and what the server goes by. */
export function SettingsRoute() {
  useCrumbs([{ label: "Settings" }]);
  return <SettingsPage />;
}
