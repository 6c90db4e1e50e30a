import type { ReceivedEvent } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { EventTitle, eventPlace } from "../components/events/event-title.tsx";
import { ResourceLink } from "../components/events/resource-link.tsx";
import { idOf, nameOf } from "../components/events/resource-place.ts";
import { Time } from "../components/time.tsx";
import type { Column } from "../lists/data-table.tsx";
import { aboveRowLink, ROW_LINK, rowLinkClasses } from "../lists/use-table-keys.ts";

/** The columns of the list of events. */
export const EVENT_COLUMNS: readonly Column<ReceivedEvent>[] = [
  {
    id: "occurred",
    title: "When",
    width: "w-36 max-md:w-24",
    cell: ({ occurred }) => <Time value={occurred} className={`${aboveRowLink} text-text-soft`} />,
  },
  {
    id: "event",
    title: "What happened",
    width: "w-72 max-md:w-auto",
    cell: (event) => (
      <Link to={eventPlace(event) as string} {...ROW_LINK} className={`${rowLinkClasses} block font-normal!`}>
        <EventTitle event={event} />
      </Link>
    ),
  },
  {
    id: "resource",
    title: "To",
    cell: ({ resource, related }) => (
      <ResourceLink
        resource={resource}
        related={related}
        className={`${aboveRowLink} inline-block max-w-full truncate align-middle`}
      />
    ),
  },
  {
    id: "related",
    title: "Of",
    isMinor: true,
    cell: ({ related }) => {
      const whole = related.filter(
        // Some are told of by their ids alone, which nobody reads.
        (one) => ROLES.includes(one["prefect.resource.role"] ?? "") && one["prefect.resource.name"],
      );
      return (
        <span className="block truncate text-text-soft" title={whole.map(nameOf).join(" · ")}>
          {whole.map((one, at) => (
            <span key={idOf(one)}>
              {at > 0 && " · "}
              {nameOf(one)}
            </span>
          ))}
        </span>
      );
    },
  },
];

// What people know it by; the others stand on its page.
const ROLES = ["flow", "deployment"];
