import { CalendarPage } from "../calendar/calendar-page.tsx";
import { useCrumbs } from "../shell/crumbs.ts";

/** `/schedule`: what ran and what is to come, over time. */
export function CalendarRoute() {
  useCrumbs([{ label: "Schedule" }]);
  return <CalendarPage />;
}
