import { createClient } from "@reeve/client";
import { currentTimestamp, newId } from "@reeve/protocol";
import { expect, test } from "vitest";
import { type ReeveServer, startReeveServer } from "./support/reeve-server.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";

const EVENTS = 10_000;
const BATCH = 50;
const THRESHOLD = 25;
const KILLS = 3;

test("events that stream in while the server is killed are there once, and fire as often as they should", async () => {
  using home = makeTemporaryDirectory();
  let server: ReeveServer = await startReeveServer(home.path);
  const { port, apiUrl } = server;
  const client = createClient({ apiUrl, maxRetries: 0 });
  const trigger = {
    type: "event",
    posture: "Reactive",
    expect: ["crash.went"],
    threshold: THRESHOLD,
  } as const;
  const { id } = await client.createAutomation({
    body: {
      name: "crash",
      trigger: { ...trigger, expect: ["crash.went"] },
      actions: [{ type: "do-nothing" }],
    },
  });

  const batches = Array.from({ length: EVENTS / BATCH }, () =>
    Array.from({ length: BATCH }, () => ({
      id: newId(),
      occurred: currentTimestamp(),
      event: "crash.went",
      resource: { "prefect.resource.id": "crash" },
    })),
  );
  for (const [index, body] of batches.entries()) {
    // In the middle of what is being stored, at a few places.
    const isFatal = index % Math.floor(batches.length / KILLS) === 7;
    const sending = client.createEvents({ body }).catch(() => "lost");
    if (isFatal) server.process.kill("SIGKILL");
    if ((await sending) === null) continue;
    await server.process.ended;
    server = await startReeveServer(home.path, port);
    // Nobody knows whether it was stored: it is sent again, as clients do.
    await client.createEvents({ body });
  }

  const totalOf = async (filter: object) => (await client.listEvents({ body: { filter, limit: 0 } })).total;
  expect(await totalOf({ event: { name: ["crash.went"] } })).toBe(EVENTS);
  const fired = {
    event: { name: ["prefect.automation.triggered"] },
    resource: { id: [`prefect.automation.${id}`] },
  };
  await expect.poll(() => totalOf(fired), { timeout: 30_000 }).toBe(EVENTS / THRESHOLD);
  client[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});
