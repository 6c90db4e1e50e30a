import type { Settings } from "@reeve/settings";
import type { Filter } from "../../templates/call.ts";
import { isMapping, textOf } from "../../templates/values.ts";

const kinds = new WeakMap<object, string>();

/** Notes what kind of object a value of a template is, so that links to it can be made. */
export function ofKind<T extends object>(kind: string, value: T): T {
  kinds.set(value, kind);
  return value;
}

/** Where the pages about each kind are. */
const PAGES: Readonly<Record<string, string>> = {
  automation: "automations/automation",
  "concurrency-limit": "concurrency-limits/concurrency-limit",
  deployment: "deployments/deployment",
  flow: "flows/flow",
  "flow-run": "runs/flow-run",
  "task-run": "runs/task-run",
  "work-pool": "work-pools/work-pool",
  "work-queue": "work-queues/work-queue",
};

const FLOW_RUN_ID = /flow-run\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/;

/** Filters that lead from a message to the pages of the server. */
export const linkFilters = (settings: Settings): Readonly<Record<string, Filter>> => ({
  ui_url: ({ value }) => {
    const object = describe(value);
    const page = object && PAGES[object.kind];
    return page ? `${pagesOf(settings)}/${page}/${encodeURIComponent(object.key)}` : null;
  },
  ui_resource_events_url: ({ value }) => {
    const object = describe(value);
    return object ? `${pagesOf(settings)}/events?resource=prefect.${object.kind}.${object.id}` : null;
  },
  flow_run_id: ({ value }) => FLOW_RUN_ID.exec(textOf(value))?.[1] ?? null,
});

type Described = { kind: string; id: string; key: string };

/** What kind of thing a value is: an object that was loaded, or a resource of an event. */
function describe(value: unknown): Described | undefined {
  if (!isMapping(value)) return undefined;
  const kind = kinds.get(value);
  if (kind) {
    const id = textOf(value.id);
    return { kind, id, key: kind === "work-pool" ? textOf(value.name) : id };
  }
  const [, ofResource, id] = /^prefect\.([^.]+)\.(.+)$/.exec(textOf(value["prefect.resource.id"])) ?? [];
  if (!ofResource || !id) return undefined;
  const name = textOf(value["prefect.resource.name"]);
  return { kind: ofResource, id, key: ofResource === "work-pool" && name ? name : id };
}

function pagesOf({ uiUrl, serverApiHost, serverApiPort }: Settings): string {
  return (uiUrl ?? `http://${serverApiHost}:${serverApiPort}`).replace(/\/$/, "");
}
