import { type FSWatcher, watch } from "node:fs";
import { hostname } from "node:os";
import { isAlive } from "../../process-identity.ts";
import type { ProcessIdentity, RunFolder } from "../../run-folder.ts";
import type { Ending, Launched, OutputLine } from "../launcher.ts";
import type { ControlledAttempt } from "./control-channel.ts";
import { FileTail, readLastLines } from "./tail-file.ts";

// Changes of the folder are told at once; this finds a process that was killed and could write nothing.
const LOOK_EVERY_MS = 2000;
// Lines that come in a burst are read together.
const GATHER_MS = 50;
const KEPT_LINES = 20;

/** How much of its output has been passed on, in bytes, so that a later worker does not repeat it. */
export type OutputPositions = { stdout: number; stderr: number };

export type LaunchedProcessOptions = {
  /** From where its output is read; from its beginning when left out. */
  positions?: OutputPositions;
  /** How it is told of its cancellation; the process of an earlier worker cannot be told. */
  control?: ControlledAttempt;
};

export const PROCESS_FILES = {
  identity: "process.json",
  pid: "pid",
  stdout: "stdout",
  stderr: "stderr",
  exitCode: "exit-code",
  positions: "positions.json",
  work: "work",
} as const;

/** A process group with a folder of its own, whichever worker started it. */
export class LaunchedProcess implements Launched {
  readonly identifier: string;
  readonly ended: Promise<Ending>;
  readonly #identity: ProcessIdentity;
  readonly #folder: RunFolder;
  readonly #tails: Readonly<Record<OutputLine["stream"], FileTail>>;
  readonly #control: ControlledAttempt | undefined;
  readonly #end: (ending: Ending) => void;
  #watcher: FSWatcher | undefined;
  #looking: NodeJS.Timeout | undefined;
  #gathering: NodeJS.Timeout | undefined;
  #isEnding = false;

  constructor(
    identity: ProcessIdentity,
    folder: RunFolder,
    onOutput: (line: OutputLine) => void,
    { positions = { stdout: 0, stderr: 0 }, control }: LaunchedProcessOptions = {},
  ) {
    this.identifier = `${hostname()}:${identity.pid}`;
    this.#identity = identity;
    this.#folder = folder;
    this.#control = control;
    const tail = (stream: OutputLine["stream"]) =>
      new FileTail(
        folder.file(PROCESS_FILES[stream]),
        (text) => onOutput({ stream, text }),
        positions[stream],
      );
    this.#tails = { stdout: tail("stdout"), stderr: tail("stderr") };
    const { promise, resolve } = Promise.withResolvers<Ending>();
    this.ended = promise;
    this.#end = resolve;
    this.#watcher = watch(folder.path, () => this.#changed());
    this.#looking = setInterval(() => void this.look(), LOOK_EVERY_MS);
    this.#changed();
  }

  /** Looks whether it has ended, and if so reads the rest of what it wrote. */
  async look(): Promise<void> {
    const isGone = !isAlive(this.#identity);
    const exitCode = await this.#folder.readJson<number>(PROCESS_FILES.exitCode);
    if (this.#isEnding || (exitCode === undefined && !isGone)) return;
    this.#isEnding = true;
    this.#letGo();
    await Promise.all([this.#tails.stdout.close(), this.#tails.stderr.close()]);
    const lastLines = await readLastLines(this.#folder.file(PROCESS_FILES.stderr), KEPT_LINES);
    this.#end({ exitCode: exitCode ?? null, lastLines });
  }

  async stop(graceMs: number): Promise<void> {
    this.#signal("SIGTERM");
    const kill = setTimeout(() => {
      this.#signal("SIGKILL");
      this.#changed();
    }, graceMs);
    await this.ended;
    clearTimeout(kill);
    // The process itself is gone; what it started and did not wait for is not to outlive it.
    this.#signal("SIGKILL");
  }

  async cancel(graceMs: number): Promise<void> {
    await this.#control?.announceCancel();
    await this.stop(graceMs);
  }

  async discard(): Promise<void> {}

  abandon(): void {
    this.#letGo();
  }

  #changed(): void {
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      void this.#readOn().then(() => this.look());
    }, GATHER_MS);
  }

  async #readOn(): Promise<void> {
    const { stdout, stderr } = this.#tails;
    const before = stdout.position + stderr.position;
    await Promise.all([stdout.read(), stderr.read()]);
    if (stdout.position + stderr.position === before) return;
    const positions: OutputPositions = { stdout: stdout.position, stderr: stderr.position };
    // Where the disk is full, a later worker passes lines on twice rather than never.
    await this.#folder.writeJson(PROCESS_FILES.positions, positions).catch(() => {});
  }

  #letGo(): void {
    this.#watcher?.close();
    clearInterval(this.#looking);
    clearTimeout(this.#gathering);
    this.#control?.[Symbol.dispose]();
  }

  /** To the whole group, which has the number of the process that leads it. */
  #signal(signal: NodeJS.Signals): void {
    try {
      process.kill(-this.#identity.pid, signal);
    } catch {
      // The group is gone already.
    }
  }
}
