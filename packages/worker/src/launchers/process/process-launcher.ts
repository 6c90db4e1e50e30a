import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { ReeveError } from "@reeve/protocol/errors";
import { startOfProcess } from "../../process-identity.ts";
import type { ProcessIdentity, RunFolder } from "../../run-folder.ts";
import type { Job, Launched, Launcher, OutputLine } from "../launcher.ts";
import { ControlChannel, type ControlledAttempt } from "./control-channel.ts";
import { LaunchedProcess, type OutputPositions, PROCESS_FILES } from "./launched-process.ts";
import { processCommand } from "./process-command.ts";

export type ProcessConfiguration = {
  readonly command: string | null;
  readonly env: Readonly<Record<string, string | null>>;
  readonly working_dir: string | null;
  readonly stream_output: boolean;
};

// Notes its number before the flow begins, and then the exit code, where a later worker finds them. The trap makes the
// shell outlive a signal to its group until the command has ended; traps, unlike ignored signals, are not handed down
// to it.
const SHELL = `trap : TERM INT HUP; note() { echo "$2" > "$1.part"; mv "$1.part" "$1"; }
note "$0/${PROCESS_FILES.pid}" $$; "$@"; note "$0/${PROCESS_FILES.exitCode}" $?`;

/**
 * Runs flow runs as processes of this machine, each the leader of a group of its own with its output in files, so
 * that they outlive the worker: the next one finds them again.
 */
export class ProcessLauncher implements Launcher<ProcessConfiguration> {
  readonly type = "process";
  readonly #channel = new ControlChannel();

  configure(filled: Readonly<Record<string, unknown>>): ProcessConfiguration {
    const { command = null, env = {}, working_dir = null, stream_output = true } = filled;
    if (command !== null && typeof command !== "string") throw fault("command", command, "text");
    if (typeof env !== "object" || env === null) throw fault("env", env, "an object");
    if (working_dir !== null && typeof working_dir !== "string")
      throw fault("working_dir", working_dir, "text");
    return {
      command,
      env: env as Record<string, string | null>,
      working_dir,
      stream_output: stream_output !== false,
    };
  }

  async launch(job: Job<ProcessConfiguration>): Promise<Launched> {
    const control = await this.#channel.register();
    try {
      const identity = await start(job, control);
      await job.folder.writeJson(PROCESS_FILES.identity, identity);
      const onOutput = job.configuration.stream_output ? job.onOutput : () => {};
      return new LaunchedProcess(identity, job.folder, onOutput, { control });
    } catch (error) {
      control[Symbol.dispose]();
      throw error;
    }
  }

  async recover(
    folder: RunFolder,
    onOutput: (line: OutputLine) => void,
  ): Promise<LaunchedProcess | undefined> {
    const identity = await identityIn(folder);
    const positions = await folder.readJson<OutputPositions>(PROCESS_FILES.positions);
    return identity && new LaunchedProcess(identity, folder, onOutput, { positions });
  }
}

/** The worker may have died before it wrote down what it started; then the process itself has. */
async function identityIn(folder: RunFolder): Promise<ProcessIdentity | undefined> {
  const identity = await folder.readJson<ProcessIdentity>(PROCESS_FILES.identity);
  if (identity) return identity;
  const pid = await folder.readJson<number>(PROCESS_FILES.pid);
  return pid === undefined ? undefined : { pid, startedAt: startOfProcess(pid) ?? "" };
}

async function start(
  { deployment, configuration, folder, environment: given }: Job<ProcessConfiguration>,
  control: ControlledAttempt,
): Promise<ProcessIdentity> {
  const environment = {
    ...process.env,
    ...withoutNulls(configuration.env),
    ...given,
    ...control.environment,
  };
  const command = processCommand(configuration.command, deployment, environment);
  const work = folder.file(PROCESS_FILES.work);
  await mkdir(work, { recursive: true });
  return spawnDetached(folder, command, configuration.working_dir ?? work, environment);
}

async function spawnDetached(
  folder: RunFolder,
  command: readonly string[],
  directory: string,
  environment: NodeJS.ProcessEnv,
): Promise<ProcessIdentity> {
  const [stdout, stderr] = [PROCESS_FILES.stdout, PROCESS_FILES.stderr].map((name) =>
    openSync(folder.file(name), "a"),
  ) as [number, number];
  try {
    const child = spawn("/bin/sh", ["-c", SHELL, folder.path, ...command], {
      cwd: directory,
      env: environment,
      detached: true,
      stdio: ["ignore", stdout, stderr],
    });
    await new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", reject);
    });
    // The worker's end is not to wait for it.
    child.unref();
    return { pid: child.pid!, startedAt: startOfProcess(child.pid!) ?? "" };
  } catch (cause) {
    throw new ReeveError(
      "invalid_request",
      `No process could be started in ${directory}: ${(cause as Error).message}.`,
      { cause },
    );
  } finally {
    closeSync(stdout);
    closeSync(stderr);
  }
}

const withoutNulls = (env: ProcessConfiguration["env"]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
  );

const fault = (name: string, value: unknown, wanted: string): ReeveError =>
  new ReeveError(
    "invalid_request",
    `The job variable ${name} is ${JSON.stringify(value)}; a process needs ${wanted} there.`,
  );
