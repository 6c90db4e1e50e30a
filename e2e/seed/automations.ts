import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "@reeve/client";
import type { Automation, AutomationCreate } from "@reeve/protocol";
import type { Deployed } from "./deploy-examples.ts";

/** Automations of several kinds, of which the first has fired. */
export async function seedAutomations(client: Client, deployed: readonly Deployed[]): Promise<void> {
  const of = (flow: string) => deployed.find(({ example }) => example.flow === flow)?.deployment.id ?? "";
  const reminder = await ensure(client, {
    name: "Remind the team when a quality check fails",
    description: "So that nobody has to look.",
    tags: ["prod"],
    trigger: {
      type: "event",
      posture: "Reactive",
      expect: ["prefect.flow-run.Failed"],
      threshold: 1,
      within: 0,
      match: { "prefect.resource.id": "prefect.flow-run.*" },
      match_related: { "prefect.resource.role": "flow", "prefect.resource.name": "quality-check" },
    },
    actions: [{ type: "run-deployment", source: "selected", deployment_id: of("remind-the-team") }],
  });
  await ensure(client, {
    name: "Pause the shop's loads after three failures",
    trigger: {
      ...{
        type: "event",
        posture: "Reactive",
        expect: ["prefect.flow-run.Failed"],
        threshold: 3,
        within: 3600,
      },
      match: { "prefect.resource.id": "prefect.flow-run.*" },
      match_related: { "prefect.resource.role": "flow", "prefect.resource.name": "load-orders" },
    },
    actions: [{ type: "pause-deployment", source: "selected", deployment_id: of("load-orders") }],
  });
  await ensure(client, {
    name: "Stop what runs for more than two hours",
    trigger: {
      type: "event",
      posture: "Proactive",
      threshold: 1,
      within: 7200,
      after: ["prefect.flow-run.Running"],
      expect: ["prefect.flow-run.Completed"],
      for_each: ["prefect.resource.id"],
      match: { "prefect.resource.id": "prefect.flow-run.*" },
    },
    actions: [{ type: "cancel-flow-run" }],
    enabled: false,
  });
  await failAQualityCheck(client, of("quality-check"));
  await waitUntilFired(client, reminder.id);
}

async function ensure(client: Client, body: AutomationCreate): Promise<{ id: string }> {
  const known: Automation[] = await client.listAutomations({
    body: { automations: { name: { any_: [body.name] } } },
  });
  return known[0] ?? (await client.createAutomation({ body }));
}

async function failAQualityCheck(client: Client, id: string): Promise<void> {
  const run = await client.createFlowRunOfDeployment({
    params: { id },
    body: { state: { type: "PENDING" } },
  });
  const message = "Flow run encountered an exception: ValueError: column 'price' has 12 empty values";
  for (const state of [{ type: "RUNNING" }, { type: "FAILED", message }] as const) {
    await client.setFlowRunState({ params: { id: run.id }, body: { state } });
  }
}

async function waitUntilFired(client: Client, automationId: string): Promise<void> {
  const filter = {
    resource: { id: [`prefect.automation.${automationId}`] },
    event: { name: ["prefect.automation.action.executed"] },
  };
  for (let tries = 0; tries < 100; tries++) {
    const { total } = await client.listEvents({ body: { filter, limit: 1 } });
    if (total > 0) return;
    await sleep(100);
  }
  throw new Error("The automation has not fired within 10 s.");
}
