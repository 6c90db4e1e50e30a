import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "@reeve/client";
import type { FlowRun } from "@reeve/protocol";
import type { Settings } from "@reeve/settings";
import type { Ending } from "./launchers/launcher.ts";
import { ProcessLauncher } from "./launchers/process/process-launcher.ts";
import { MOST_STARTS, missedServer } from "./missed-server.ts";
import { reportEnding } from "./report-ending.ts";
import { RunFolder } from "./run-folder.ts";
import { flowRunEnvironment } from "./surroundings.ts";

// Leaves flows time to say what they were doing, as process supervisors commonly do.
const GRACE_MS = 30_000;

/** A flow run that exists, and where the code of its flow is. */
export type FlowProcess = {
  settings: Settings;
  client: Client;
  flowRun: FlowRun;
  /** `file.py:function`, the file relative to the directory. */
  entrypoint: string;
  /** The folder it runs in. */
  directory: string;
  environment: Readonly<Record<string, string>>;
  /** When it fires, the process is ended and its run Cancelled. */
  signal: AbortSignal;
  print(text: string): void;
};

/** Runs a flow run of a Python file in a process of its own, and reports its end where that process did not. */
export async function runFlowProcess(run: FlowProcess): Promise<void> {
  const { client, flowRun, signal } = run;
  const launcher = new ProcessLauncher();
  for (let starts = 1; ; starts += 1) {
    const ending = await runOnce(launcher, run);
    const mayStartAgain = starts < MOST_STARTS && !signal.aborted;
    if (mayStartAgain && (await missedServer(client, flowRun.id, ending))) continue;
    await reportEnding(client, flowRun.id, launcher.type, ending, signal.aborted);
    return;
  }
}

async function runOnce(launcher: ProcessLauncher, run: FlowProcess): Promise<Ending> {
  const { settings, flowRun, entrypoint, directory, signal } = run;
  const folder = new RunFolder(await mkdtemp(join(tmpdir(), "reeve-flow-run-")));
  try {
    const launched = await launcher.launch({
      flowRun,
      deployment: { name: entrypoint, entrypoint, path: directory, pull_steps: null },
      configuration: launcher.configure({ working_dir: directory, env: run.environment }),
      environment: {
        ...flowRunEnvironment(settings),
        REEVE__FLOW_RUN_ID: flowRun.id,
        PREFECT__FLOW_RUN_ID: flowRun.id,
        PREFECT__FLOW_ENTRYPOINT: entrypoint,
      },
      folder,
      onOutput: ({ text }) => run.print(text),
    });
    const stop = () => void launched.stop(GRACE_MS);
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    const ending = await launched.ended;
    signal.removeEventListener("abort", stop);
    return ending;
  } finally {
    await folder.remove();
  }
}
