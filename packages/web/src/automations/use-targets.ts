import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import type { OfferedType, TargetKind } from "./action-form.ts";

/** What actions can be done to or with. */
export type Target = { id: string; name: string; isFor?: (type: OfferedType) => boolean };
export type Targets = Readonly<Record<Exclude<TargetKind, "none">, readonly Target[]>>;

const NONE: Targets = { deployment: [], "work-pool": [], "work-queue": [], automation: [], block: [] };
const MOST = 200;

/** The deployments, work pools and blocks that an action can name. */
export function useTargets(): Targets {
  const { data } = useQuery({
    queryKey: ["action-targets"],
    queryFn: async ({ signal }): Promise<Targets> => {
      const [deployments, pools, queues, automations, blocks] = await Promise.all([
        api.listDeployments({ body: { sort: "NAME_ASC", limit: MOST } }, { signal }),
        api.listWorkPools({ body: { limit: MOST } }, { signal }),
        api.listWorkQueues({ body: { limit: MOST } }, { signal }),
        api.listAutomations({ body: { limit: MOST } }, { signal }),
        api.listBlockDocuments({ body: { limit: MOST } }, { signal }),
      ]);
      return {
        deployment: deployments.map(({ id, name }) => ({ id, name })),
        "work-pool": pools.map(({ id, name }) => ({ id, name })),
        "work-queue": queues.map(({ id, name, work_pool_name: pool }) => ({
          id,
          name: pool ? `${pool} / ${name}` : name,
        })),
        automation: automations.map(({ id, name }) => ({ id, name })),
        block: blocks.flatMap(({ id, name, block_type, block_schema }) => {
          const isWebhook = block_type?.slug === "webhook";
          const notifies = block_schema?.capabilities.includes("notify") ?? false;
          if (!isWebhook && !notifies) return [];
          const isFor = (type: OfferedType) => (type === "call-webhook" ? isWebhook : notifies);
          return [{ id, name: `${name} (${block_type?.name})`, isFor }];
        }),
      };
    },
  });
  return data ?? NONE;
}
