import { parseTimestamp, type ReceivedEvent, type Resource } from "@reeve/protocol";
import type { Settings } from "@reeve/settings";
import { isUuid } from "../uuid.ts";

/**
 * Reads an event as a client sent it. Undefined when it is none, or is larger than the server stores:
 * one bad event must not stop the ones behind it.
 */
export function receiveEvent(sent: unknown, received: string, settings: Settings): ReceivedEvent | undefined {
  if (!isRecord(sent)) return undefined;
  const { id, event } = sent;
  const occurred = typeof sent.occurred === "string" ? parseTimestamp(sent.occurred) : undefined;
  const resource = readResource(sent.resource, settings);
  const related = readRelated(sent.related, settings);
  if (typeof id !== "string" || !isUuid(id) || !occurred || !resource || !related) return undefined;
  const longestName = settings.serverEventsMaximumEventNameLength;
  if (typeof event !== "string" || event === "" || event.length > longestName) return undefined;
  const follows =
    typeof sent.follows === "string" && isUuid(sent.follows) ? sent.follows.toLowerCase() : null;
  const payload = isRecord(sent.payload) ? sent.payload : {};
  return { id: id.toLowerCase(), occurred, event, resource, related, payload, follows, received };
}

function readResource(sent: unknown, settings: Settings): Resource | undefined {
  if (!isRecord(sent) || !sent["prefect.resource.id"]) return undefined;
  const labels = Object.entries(sent);
  if (labels.length > settings.serverEventsMaximumLabelsPerResource) return undefined;
  // Labels are text on the wire; older clients send numbers.
  if (labels.every(([, value]) => typeof value === "string")) return sent as Resource;
  return Object.fromEntries(labels.map(([name, value]) => [name, String(value)]));
}

function readRelated(sent: unknown, settings: Settings): Resource[] | undefined {
  if (sent === undefined || sent === null) return [];
  if (!Array.isArray(sent) || sent.length > settings.serverEventsMaximumRelatedResources) return undefined;
  const related = sent.map((resource) => readResource(resource, settings));
  return related.every((resource) => resource !== undefined) ? related : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
