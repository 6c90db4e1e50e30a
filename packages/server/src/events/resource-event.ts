import { isDeepStrictEqual } from "node:util";
import { newId, type ReceivedEvent, type Resource, type Timestamp } from "@reeve/protocol";

/** What an event tells of a resource; `kind` is the wire's word for it, such as `work-pool`. */
export type ResourceChange = {
  readonly kind: string;
  readonly id: string;
  readonly name?: string | null;
  /** What became of it: `created`, `updated`, `deleted`, or a status as `statusWord` writes it. */
  readonly verb: string;
  readonly occurred: Timestamp;
  /** Labels of the resource besides its id and name. */
  readonly labels?: Resource;
  readonly related?: readonly Resource[];
  readonly payload?: Record<string, unknown>;
  /** Given where a later event will say that it follows this one. */
  readonly eventId?: string;
  readonly follows?: string | null;
};

/** The event `prefect.<kind>.<verb>` about a resource; append it in the transaction of the change. */
export function resourceEvent(change: ResourceChange): ReceivedEvent {
  const { kind, id, name, verb, occurred, labels, related = [], payload = {} } = change;
  return {
    id: change.eventId ?? newId(),
    occurred,
    event: `prefect.${kind}.${verb}`,
    resource: { ...identityOf(kind, id, name), ...labels },
    related: [...related],
    payload,
    follows: change.follows ?? null,
    received: occurred,
  };
}

/** A resource an event is related to; its role says how, and mostly is its kind. */
export const relatedResource = (
  kind: string,
  id: string,
  name?: string | null,
  { role = kind, labels = {} }: { role?: string; labels?: Resource } = {},
): Resource => ({ ...identityOf(kind, id, name), "prefect.resource.role": role, ...labels });

/** A tag as a related resource. */
export const relatedTag = (tag: string): Resource => relatedResource("tag", tag, null);

/** The payload of an event that a resource was updated. */
export type UpdatedFields = {
  updated_fields: string[];
  updates: Record<string, { from: unknown; to: unknown }>;
};

/** Those of the fields that differ between two versions of a resource; undefined when none does. */
export function updatedFields<T extends object>(
  before: T,
  after: T,
  fields: readonly (keyof T & string)[],
): UpdatedFields | undefined {
  const changed = fields.filter((field) => !isDeepStrictEqual(before[field], after[field]));
  if (changed.length === 0) return undefined;
  const updates = changed.map((field) => [field, { from: before[field] ?? null, to: after[field] ?? null }]);
  return { updated_fields: changed, updates: Object.fromEntries(updates) };
}

/** A status as event names spell it: `NOT_READY` is `not-ready`. */
export const statusWord = (status: string): string => status.toLowerCase().replaceAll("_", "-");

const LONGEST_MESSAGE = 100_000;

/** A message short enough for an event; of a longer one both ends are kept, as errors name their cause at either. */
export function truncateMessage(message: string): string {
  if (message.length <= LONGEST_MESSAGE) return message;
  const half = LONGEST_MESSAGE / 2;
  const omitted = message.length - LONGEST_MESSAGE;
  return `${message.slice(0, half)}…${omitted} characters are left out…${message.slice(-half)}`;
}

const identityOf = (kind: string, id: string, name: string | null | undefined): Resource => ({
  "prefect.resource.id": `prefect.${kind}.${id}`,
  ...(name != null && { "prefect.resource.name": name }),
});
