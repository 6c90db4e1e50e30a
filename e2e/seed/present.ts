import { createClient } from "@reeve/client";
import { fromRoot } from "../../scripts/set-up/root.mjs";
import { spawnProcess } from "../support/spawn-process.ts";
import { makeTemporaryDirectory } from "../support/temporary-directory.ts";
import { seedAutomations } from "./automations.ts";
import { seedConfiguration } from "./configuration.ts";
import { deployExamples } from "./deploy-examples.ts";
import { seedEveryState } from "./every-state.ts";
import { seedHeldLimits } from "./held-limits.ts";

type Options = {
  /** Without the runs of thousands of tasks, which take longer than all else. */
  isSmall?: boolean;
};

/** What a running server is filled with: everything that does not need the past. */
export async function seedPresent(
  apiUrl: string,
  tell: (does: string) => void,
  { isSmall = false }: Options = {},
): Promise<void> {
  using client = createClient({ apiUrl });
  tell("Deployments with schedules");
  const deployed = await deployExamples(client, { isScheduled: true });
  tell("Variables, blocks and a worker");
  await seedConfiguration(client);
  tell("A run in every state");
  await seedEveryState(client);
  tell("Limits that are held");
  await seedHeldLimits(client);
  tell("Automations, one of which fires");
  await seedAutomations(client, deployed);
  tell(`Programs on the TypeScript SDK: 60${isSmall ? "" : ", 2,000 and 10,000"} tasks`);
  await runTypeScript("warehouse.ts", apiUrl);
  if (!isSmall) {
    await runTypeScript("many-tasks.ts", apiUrl, "2000");
    await runTypeScript("many-tasks.ts", apiUrl, "10000");
  }
  tell("A program on the Python SDK: artifacts, subflows, a failure");
  await runPython("reports.py", apiUrl);
}

async function runTypeScript(program: string, apiUrl: string, ...args: string[]): Promise<void> {
  await run(process.execPath, [fromRoot(`e2e/seed/programs/${program}`), ...args], (home) => ({
    REEVE_API_URL: apiUrl,
    REEVE_HOME: home,
  }));
}

async function runPython(program: string, apiUrl: string): Promise<void> {
  await run(fromRoot(".venv/test/bin/python"), [fromRoot(`e2e/seed/programs/${program}`)], (home) => ({
    PREFECT_API_URL: apiUrl,
    PREFECT_HOME: home,
  }));
}

async function run(
  command: string,
  args: string[],
  env: (home: string) => Record<string, string>,
): Promise<void> {
  using home = makeTemporaryDirectory();
  await using program = spawnProcess(command, args, env(home.path));
  const { code, stderr } = await program.ended;
  if (code !== 0) throw new Error(`${args.join(" ")} ended with code ${code}:\n${stderr}`);
}
