import type { Client } from "@reeve/client";
import { newId } from "@reeve/protocol";
import { unlessThere } from "./unless-there.ts";

/** Limits of both kinds of which slots are taken, and a task run that waits for one. */
export async function seedHeldLimits(client: Client): Promise<void> {
  const body = { name: "warehouse-connections", limit: 5 };
  const isNew = await unlessThere(() => client.createConcurrencyLimit({ body }));
  // Held by an earlier time this was run.
  if (!isNew) return;
  await unlessThere(() =>
    client.createConcurrencyLimit({
      body: { name: "mail-per-minute", limit: 30, slot_decay_per_second: 0.5 },
    }),
  );
  await client.takeSlots({ body: { names: ["warehouse-connections"], slots: 3, mode: "concurrency" } });
  await client.takeSlots({ body: { names: ["mail-per-minute"], slots: 12, mode: "rate_limit" } });
  await client.createTagLimit({ body: { tag: "gpu", concurrency_limit: 2 } });
  const flow = await client.createFlow({ body: { name: "train-on-gpu" } });
  const run = await client.createFlowRun({
    body: { flow_id: flow.id, name: "two-of-three", state: { type: "RUNNING" } },
  });
  for (const name of ["train-first", "train-second", "train-third"]) {
    const body = { flow_run_id: run.id, name, task_key: "train", dynamic_key: newId(), tags: ["gpu"] };
    const { id } = await client.createTaskRun({ body });
    await client.setTaskRunState({ params: { id }, body: { state: { type: "PENDING" } } });
    await client.setTaskRunState({ params: { id }, body: { state: { type: "RUNNING" } } });
  }
}
