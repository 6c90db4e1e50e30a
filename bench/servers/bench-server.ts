/** A server under measurement, in processes of its own, with its data in a directory of its own. */
export type BenchServer = AsyncDisposable & {
  readonly name: ServerName;
  readonly version: string;
  /** Ends in `/api`. */
  readonly apiUrl: string;
  /** From the start of its process to the first healthy answer. */
  readonly startMs: number;
  /** The CPU time that all its processes have used. */
  cpuMs(): number;
  /** The memory that all its processes hold. */
  memoryBytes(): number;
};

export type ServerName = "Reeve" | "Prefect";

/** Starts a server on a free port of 127.0.0.1 with its data in `home`, and waits until it is healthy. */
export type StartServer = (home: string, env?: NodeJS.ProcessEnv) => Promise<BenchServer>;
