import type { Deployment, FlowRun } from "@reeve/protocol";
import type { RunFolder } from "../run-folder.ts";

/** How something a launcher started has ended. */
export type Ending = {
  /** Null when nobody can know it any more. */
  readonly exitCode: number | null;
  /** What it wrote last, for the report of a crash. */
  readonly lastLines: readonly string[];
};

/** A flow run that has been started somewhere. */
export type Launched = {
  /** Where it runs, as the flow run's `infrastructure_pid` tells everybody. */
  readonly identifier: string;
  readonly ended: Promise<Ending>;
  /** Asks it to end, and makes it when it has not within the grace period; resolves when it has ended. */
  stop(graceMs: number): Promise<void>;
  /** Ends it like `stop`, and lets it know where that is possible that it is cancelled, so that it tells no crash. */
  cancel(graceMs: number): Promise<void>;
  /** Frees what it leaves behind outside of its folder, once its end has been dealt with. */
  discard(): Promise<void>;
  /** Stops watching it and leaves it alone, for the next worker to find. */
  abandon(): void;
};

/** A line that a flow run wrote to its standard output or error. */
export type OutputLine = { stream: "stdout" | "stderr"; text: string };

/** A flow run to start, with what its work pool, deployment and own job variables say of how. */
export type Job<Configuration> = {
  readonly flowRun: FlowRun;
  /** Where its flow is. */
  readonly deployment: Pick<Deployment, "name" | "entrypoint" | "path" | "pull_steps">;
  readonly configuration: Configuration;
  /** What the flow run needs to know to find its server and itself. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where the launcher keeps what it needs to find it again. */
  readonly folder: RunFolder;
  onOutput(line: OutputLine): void;
};

/** One kind of place in which flow runs run. */
export type Launcher<Configuration = Readonly<Record<string, unknown>>> = {
  /** The type of work pool it serves, such as `process`; also what the place is called in messages. */
  readonly type: string;
  /** Checks a job's configuration after all placeholders were filled; throws a ReeveError that names the fault. */
  configure(filled: Readonly<Record<string, unknown>>): Configuration;
  launch(job: Job<Configuration>): Promise<Launched>;
  /** What an earlier worker launched from this folder; undefined when it did not come to that. */
  recover(folder: RunFolder, onOutput: (line: OutputLine) => void): Promise<Launched | undefined>;
};
