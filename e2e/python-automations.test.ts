import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Client, createClient } from "@reeve/client";
import { currentTimestamp, newId } from "@reeve/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromRoot } from "../scripts/set-up/root.mjs";
import { type ReeveServer, startReeveServer } from "./support/reeve-server.ts";
import { outputsOf } from "./support/run-prefect.ts";
import { type ProgramHome, runPython } from "./support/run-program.ts";
import { spawnProcess } from "./support/spawn-process.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";

const directory = makeTemporaryDirectory();
let reeve: ReeveServer;
let home: ProgramHome;
let client: Client;
let slack: Server;
const told: string[] = [];

beforeAll(async () => {
  reeve = await startReeveServer(directory.path);
  home = {
    apiUrl: reeve.apiUrl,
    directory: directory.path,
    env: { PREFECT_RUNNER_POLL_FREQUENCY: "1" },
  };
  client = createClient({ apiUrl: reeve.apiUrl });
  slack = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    told.push(JSON.parse(body).text);
    response.end("ok");
  });
  slack.listen(0, "127.0.0.1");
  await once(slack, "listening");
});

afterAll(async () => {
  slack?.close();
  client?.[Symbol.dispose]();
  await reeve[Symbol.asyncDispose]();
  directory[Symbol.dispose]();
});

test("an order that is placed runs the deployment that waits for it, and what became of that is told", async () => {
  await using program = runPython("e2e/programs/serve_on_orders.py", [], home);
  await program.waitForOutput(/is being served|Your flow/);
  const url = `http://127.0.0.1:${(slack.address() as AddressInfo).port}/services/x`;
  await using telling = runPython("e2e/programs/tell_slack.py", [url], home);
  const { code, stderr } = await telling.ended;
  expect(code, stderr).toBe(0);

  const payload = JSON.stringify({ number: 7, customer: "ada lovelace" });
  await outputsOf(home, ["event", "emit", "order.placed", "--resource-id", "order.7", "--payload", payload]);
  await expect.poll(() => told, { timeout: 45_000 }).toEqual(["*Completed*\nship 7 of orders"]);

  const [flowRun] = await client.listFlowRuns({ body: { flows: { name: { any_: ["ship"] } } } });
  expect(flowRun).toMatchObject({
    parameters: { order: 7, to: "Ada Lovelace" },
    created_by: { type: "AUTOMATION", display_value: "ship what is ordered" },
    state: { type: "COMPLETED" },
  });
});

test("Prefect's command line creates, lists, shows, pauses, resumes and deletes automations", async () => {
  const file = join(directory.path, "automation.yaml");
  const lines = [
    "name: of a file",
    "description: made of a file",
    "trigger:",
    "  type: event",
    "  posture: Proactive",
    "  after: [shop.opened]",
    "  expect: [shop.sold]",
    "  for_each: [prefect.resource.id]",
    "  within: 3600",
    "actions:",
    "  - type: do-nothing",
  ];
  writeFileSync(file, lines.join("\n"));
  const schedule = { type: "schedule", cron: "0 6 * * *", timezone: "Europe/Berlin" } as const;
  await client.createAutomation({ body: { name: "by the clock", trigger: schedule, actions: [] } });
  const [created, listed, shown, ofSchedule] = await outputsOf(
    home,
    ["automation", "create", "--from-file", file],
    ["automation", "ls"],
    ["automation", "inspect", "of a file", "--json"],
    ["automation", "inspect", "by the clock", "--json"],
  );
  expect(listed).toContain("by the clock");
  expect(JSON.parse(ofSchedule!)).toMatchObject([
    { trigger: { expect: ["reeve.schedule.due"], match: { "reeve.schedule.cron": "0 6 * * *" } } },
  ]);
  expect(created).toContain("Created automation 'of a file'");
  expect(listed).toContain("of a file");
  expect(JSON.parse(shown!)).toMatchObject([
    {
      name: "of a file",
      enabled: true,
      trigger: { posture: "Proactive", within: 3600, after: ["shop.opened"] },
    },
  ]);
  const enabled = async () =>
    (await client.listAutomations({ body: { automations: { name: { any_: ["of a file"] } } } })).map(
      (automation) => automation.enabled,
    );
  await outputsOf(home, ["automation", "pause", "of a file"]);
  expect(await enabled()).toEqual([false]);
  await outputsOf(home, ["automation", "resume", "of a file"]);
  expect(await enabled()).toEqual([true]);
  await outputsOf(home, ["automation", "delete", "of a file"]);
  expect(await enabled()).toEqual([]);
});

test("`prefect event stream` shows events as they happen", async () => {
  const command = [fromRoot(".venv/test/bin/prefect"), ["event", "stream", "--format", "json"]] as const;
  await using stream = spawnProcess(...command, {
    PREFECT_API_URL: home.apiUrl,
    PREFECT_HOME: home.directory,
    PYTHONUNBUFFERED: "1",
  });
  await stream.waitForOutput(/Subscribing to event stream/);
  const resource = { "prefect.resource.id": "stream" };
  const event = { id: newId(), occurred: currentTimestamp(), event: "shop.streamed", resource };
  await client.createEvents({ body: [event] });
  await stream.waitForOutput(new RegExp(`"event":"shop.streamed".*"id":"${event.id}"`));
});
