import type { ReceivedEvent, Resource } from "@reeve/protocol";
import { isUuid } from "../../uuid.ts";

/** The first resource of a kind that an event names: its own, or a related one. */
export const resourceOfKind = (event: ReceivedEvent, kind: string): Resource | undefined =>
  [event.resource, ...event.related].find((resource) => idIn(resource["prefect.resource.id"] ?? "", kind));

/** Its id. */
export const idOfKind = (event: ReceivedEvent, kind: string): string | undefined => {
  const resource = resourceOfKind(event, kind);
  return resource && idIn(resource["prefect.resource.id"] ?? "", kind);
};

/** The id in a resource's name of this kind. */
export function idIn(resourceId: string, kind: string): string | undefined {
  const prefix = `prefect.${kind}.`;
  const id = resourceId.startsWith(prefix) ? resourceId.slice(prefix.length) : "";
  return isUuid(id) ? id.toLowerCase() : undefined;
}
