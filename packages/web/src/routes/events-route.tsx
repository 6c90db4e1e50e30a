import { useParams } from "@tanstack/react-router";
import { EventPage } from "../events/event-page.tsx";
import { EventsPage } from "../events/events-page.tsx";
import { useCrumbs } from "../shell/crumbs.ts";

/** `/events`: what happens; its filters in the address. */
export function EventsRoute() {
  useCrumbs([{ label: "Events" }]);
  return <EventsPage />;
}

/** `/events/event/:date/:id`: one event. */
export function EventRoute() {
  const { id } = useParams({ from: "/events/event/$date/$id" });
  useCrumbs([{ label: "Events", to: "/events" }, { label: "Event" }]);
  return <EventPage key={id} id={id} />;
}
