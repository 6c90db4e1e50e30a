import { createClient } from "@reeve/client";
import { expect, test } from "vitest";
import { startReeveServer } from "./support/reeve-server.ts";
import { runTypeScript } from "./support/run-program.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";

test("a run whose process was killed is Crashed after three heartbeats, with its subflow and task", async () => {
  using home = makeTemporaryDirectory();
  const env = { REEVE_SERVER_SERVICES_LOST_RUNS_LOOP_SECONDS: "0.5" };
  await using server = await startReeveServer(home.path, 0, env);
  using client = createClient({ apiUrl: server.apiUrl });
  await using program = runTypeScript("e2e/programs/endless-flow.ts", [], {
    apiUrl: server.apiUrl,
    directory: home.path,
    env: { REEVE_FLOWS_HEARTBEAT_FREQUENCY: "2" },
  });
  const statesOf = async () => {
    const runs = [...(await client.listFlowRuns({ body: {} })), ...(await client.listTaskRuns({ body: {} }))];
    return runs.map(({ state_type }) => state_type);
  };
  await expect.poll(statesOf, { timeout: 20_000 }).toEqual(Array(4).fill("RUNNING"));
  program.kill("SIGKILL");
  await expect.poll(statesOf, { timeout: 30_000 }).toEqual(Array(4).fill("CRASHED"));
  const flowRuns = await client.listFlowRuns({ body: {} });
  const messages = flowRuns.map(({ state }) => state?.message);
  expect(messages).toContainEqual(expect.stringMatching(/sent no heartbeat since .* every 2 seconds/));
});
