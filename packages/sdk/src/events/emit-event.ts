import type { Event, Resource } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { newId } from "@reeve/protocol/ids";
import { currentTimestamp, parseTimestamp, type Timestamp } from "@reeve/protocol/timestamp";
import { currentLink } from "../engine/required-client.ts";
import { currentScope, type Scope } from "../engine/scope.ts";
import type { ServerLink } from "../engine/server-link.ts";

/** The labels of what an event is about, its id among them. */
export type EventResource = { "prefect.resource.id": string } & { [label: string]: string };
/** What an event has to do with besides, and as what. */
export type RelatedResource = EventResource & { "prefect.resource.role": string };

export type NewEvent = {
  /** What happened, such as "model.trained". */
  event: string;
  resource: EventResource;
  /** Besides the run that emits it, which is always related. */
  related?: readonly RelatedResource[];
  payload?: Readonly<Record<string, unknown>>;
  /** Now, unless given. */
  occurredAt?: Date | string;
  id?: string;
  /** The event that came before it; the two keep that order. */
  follows?: Pick<Event, "id">;
};

/**
 * Tells the server, in the background, that something happened, for automations to act on and people to see. Answers
 * the event as it is sent; without a server there is nobody to tell, and nothing is answered.
 */
export function emitEvent(event: NewEvent): Event | undefined {
  const link = currentLink();
  return link && emitThrough(link, event);
}

/** The same over a link of the caller's. */
export function emitThrough(link: ServerLink, given: NewEvent): Event {
  const scope = currentScope();
  const { event, resource, related = [], payload = {}, follows } = given;
  const emitted: Event = {
    id: given.id ?? newId(),
    occurred: given.occurredAt === undefined ? currentTimestamp() : timestampOf(given.occurredAt),
    event,
    resource,
    related: [...related, ...(scope ? ownRun(scope) : [])],
    payload,
    follows: follows?.id ?? null,
  };
  link.events.emit(emitted);
  // Outside of runs nobody else sees to it that the event leaves the process.
  if (!scope) void link.flush();
  return emitted;
}

function timestampOf(time: Date | string): Timestamp {
  const timestamp = parseTimestamp(typeof time === "string" ? time : time.toISOString());
  if (timestamp) return timestamp;
  throw new ReeveError(
    "invalid_request",
    `"${time}" is no time an event can have occurred at: use ISO 8601 with an offset, as in "2030-01-31T08:00:00Z".`,
  );
}

function ownRun({ flow, taskRun }: Scope): Resource[] {
  const ofTask = taskRun && {
    "prefect.resource.id": `prefect.task-run.${taskRun.id}`,
    "prefect.resource.role": "task-run",
    "prefect.resource.name": taskRun.name,
  };
  return [...(flow?.related ?? []), ...(ofTask ? [ofTask] : [])];
}
