import type { Resource } from "@reeve/protocol";

/** The id a resource goes by in events. */
export const idOf = (resource: Resource): string => resource["prefect.resource.id"] ?? "";

/** The name a resource goes by, or its id. */
export const nameOf = (resource: Resource): string =>
  resource["prefect.resource.name"] || resource["prefect.name"] || idOf(resource);

/** What kind of thing a resource is, and which one; undefined for what is not Reeve's own. */
export function partsOf(resource: Resource): { kind: string; id: string } | undefined {
  const [, kind, id] = /^prefect\.([a-z-]+)\.(.+)$/.exec(idOf(resource)) ?? [];
  return kind && id ? { kind, id } : undefined;
}

const BY_ID: Readonly<Record<string, string>> = {
  "flow-run": "/runs/flow-run/",
  flow: "/flows/flow/",
  deployment: "/deployments/deployment/",
  "work-queue": "/work-queues/work-queue/",
  automation: "/automations/automation/",
  "block-document": "/blocks/block/",
  "concurrency-limit": "/concurrency-limits/concurrency-limit/",
};
const BY_NAME: Readonly<Record<string, string>> = {
  "work-pool": "/work-pools/work-pool/",
  "artifact-collection": "/artifacts/key/",
};

/** The address of the page of a resource; undefined where there is none. A task run is on the page of its flow run. */
export function resourcePlace(resource: Resource, related: readonly Resource[] = []): string | undefined {
  const parts = partsOf(resource);
  if (!parts) return undefined;
  const { kind, id } = parts;
  if (BY_ID[kind]) return BY_ID[kind] + encodeURIComponent(id);
  const name = resource["prefect.resource.name"];
  if (BY_NAME[kind]) return name ? BY_NAME[kind] + encodeURIComponent(name) : undefined;
  if (kind !== "task-run") return undefined;
  const flowRun = related.map(partsOf).find((one) => one?.kind === "flow-run");
  return flowRun && `/runs/flow-run/${flowRun.id}?task=${encodeURIComponent(id)}`;
}
