import type { Automation } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import { targetOf } from "./automation-words.ts";

/** An automation, what it has done, and the names of what it acts on, kept up to date. */
export function useAutomation(id: string) {
  const queryKey = ["automation", id];
  useLiveKinds(["automation"], queryKey);
  return useQuery({ queryKey, queryFn: ({ signal }) => read(id, signal), retry: false });
}

export type AutomationData = Awaited<ReturnType<typeof read>>;

const FIRINGS = 50;

async function read(id: string, signal: AbortSignal) {
  const [automation, { events }] = await Promise.all([
    api.getAutomation({ params: { id } }, { signal }),
    api.listEvents(
      {
        body: {
          filter: { resource: { id: [`prefect.automation.${id}`] }, event: { name: [...TOLD] } },
          limit: FIRINGS,
        },
      },
      { signal },
    ),
  ]);
  return { automation, events, names: await readNames(automation, signal) };
}

const TOLD = [
  "prefect.automation.triggered",
  "prefect.automation.resolved",
  "prefect.automation.action.executed",
  "prefect.automation.action.failed",
] as const;

async function readNames(automation: Automation, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const actions = allActions(automation);
  const idsOf = (kind: string) =>
    actions.filter(({ type }) => type.includes(kind)).flatMap((action) => targetOf(action) ?? []);
  const deployments = idsOf("deployment");
  const blocks = [...idsOf("notification"), ...idsOf("webhook")];
  const [found, documents] = await Promise.all([
    deployments.length > 0
      ? api.listDeployments({ body: { deployments: { id: { any_: deployments } } } }, { signal })
      : [],
    blocks.length > 0
      ? api.listBlockDocuments({ body: { block_documents: { id: { any_: blocks } } } }, { signal })
      : [],
  ]);
  return new Map([...found, ...documents].map(({ id, name }) => [id, name ?? ""]));
}

/** All that an automation does, whenever it does it. */
export const allActions = ({ actions, actions_on_trigger, actions_on_resolve }: Automation) => [
  ...actions,
  ...actions_on_trigger,
  ...actions_on_resolve,
];
