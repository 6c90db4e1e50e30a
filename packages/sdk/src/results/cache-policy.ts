import { ReeveError } from "@reeve/protocol/errors";
import type { Duration } from "../duration.ts";
import type { OwnFlowRun } from "../own-run.ts";
import { stableHash, Unhashable } from "./stable-hash.ts";

/** What a cache key is made of, and when runs have the same one. */
export type CachePart =
  /** The task's arguments: equal ones share a result, in whichever flow run and process. */
  | "inputs"
  /** The text of the task's function: another one makes its results anew. */
  | "taskSource"
  /** The flow run, or the task run outside of one: only its own tries share results. */
  | "runId"
  /** The parameters of the flow. */
  | "flowParameters";

/** What a key function is told of the run. */
export type CacheKeyContext<A extends readonly unknown[]> = {
  args: A;
  /** The arguments by the names of the function's parameters. */
  parameters: Readonly<Record<string, unknown>>;
  taskName: string;
  flowRun: OwnFlowRun | null;
};

/** Makes the whole key of a run, under which other tasks may find the result too; undefined for none. */
export type CacheKeyFunction<A extends readonly unknown[]> = (
  context: CacheKeyContext<A>,
) => string | undefined | Promise<string | undefined>;

export type CacheKey<A extends readonly unknown[]> = CachePart | readonly CachePart[] | CacheKeyFunction<A>;

export type CacheOptions<A extends readonly unknown[]> = {
  key: CacheKey<A>;
  /** How long a result is taken again; for ever when left out. */
  expires?: Duration;
  /** Parameters that do not count among the inputs, such as a connection. */
  without?: readonly string[];
  /**
   * "serializable" lets one run at a time compute a key; the others wait and take its result. Where results are in a
   * folder that holds for all processes that share it, else for those of this process. With "committed", which is
   * meant when nothing is said, several runs may compute the same at once.
   */
  isolation?: "committed" | "serializable";
};

/** Where a task's results are found again: `"inputs"` is what most need. */
export type Cache<A extends readonly unknown[]> = CacheKey<A> | CacheOptions<A>;

/** What tasks that store their results and say no more go by: a run that is tried again skips what it has done. */
export const RETRIED_RUNS: CacheOptions<readonly never[]> = { key: ["inputs", "taskSource", "runId"] };

type Given = {
  cache?: Cache<never>;
  resultStorageKey?: string | CacheKeyFunction<never>;
  persistResult?: boolean;
};

/** How a task's results are found again, in the long form; throws a ReeveError when its options exclude each other. */
export function taskCache(
  name: string,
  { cache, resultStorageKey, persistResult }: Given,
): CacheOptions<never> | undefined {
  const given = cache === undefined ? resultStorageKey && "resultStorageKey" : "cache";
  if (given && persistResult === false) {
    throw new ReeveError(
      "invalid_request",
      `The task "${name}" has ${given}, which needs its results stored.`,
    );
  }
  if (cache !== undefined && resultStorageKey !== undefined) {
    throw new ReeveError(
      "invalid_request",
      `The task "${name}" has cache and resultStorageKey, which both say where its results are found: keep one.`,
    );
  }
  if (cache !== undefined) return typeof cache === "object" && "key" in cache ? cache : { key: cache };
  if (resultStorageKey === undefined) return undefined;
  return { key: typeof resultStorageKey === "string" ? fillStorageKey(resultStorageKey) : resultStorageKey };
}

/** Fills `{parameters.region}` and the like in; throws a ReeveError at a place of which nothing is known. */
const fillStorageKey =
  (template: string): CacheKeyFunction<readonly unknown[]> =>
  (context) =>
    template.replaceAll(/\{([\w$.]+)\}/g, (placeholder, path: string) => {
      let value: unknown = context;
      for (const part of path.split("."))
        value = (value as Record<string, unknown> | null | undefined)?.[part];
      if (value !== undefined && value !== null) return String(value);
      throw new ReeveError(
        "invalid_request",
        `Nothing is known of ${placeholder} in the storage key "${template}".`,
      );
    });

/** As much of a task run as keys are made of. */
export type KeySubject = {
  taskName: string;
  taskSource: string;
  taskRunId: string;
  parameters: Readonly<Record<string, unknown>>;
  args: readonly unknown[];
  flowRun: OwnFlowRun | null;
};

/** The key of a task run; undefined when its policy finds none. Throws a ReeveError that says what to leave out. */
export async function cacheKey(
  { key, without = [] }: CacheOptions<never>,
  subject: KeySubject,
): Promise<string | undefined> {
  if (typeof key === "function")
    return checkedKey(await (key as CacheKeyFunction<readonly unknown[]>)(subject));
  const parts = new Set(typeof key === "string" ? [key] : key);
  if (parts.size === 0)
    throw new ReeveError("invalid_request", "A cache key of no parts would be that of every run.");
  const hashed = Array.from(parts)
    .sort()
    .map((part) => [part, PARTS[part](subject, without)] as const);
  // Two tasks that take the same arguments do not share their results.
  return stableHash([subject.taskName, hashed]);
}

const PARTS: Record<CachePart, (subject: KeySubject, without: readonly string[]) => string> = {
  inputs({ taskName, parameters }, without) {
    const counted = Object.entries(parameters).filter(([name]) => !without.includes(name));
    try {
      return stableHash(Object.fromEntries(counted));
    } catch (error) {
      if (!(error instanceof Unhashable)) throw error;
      const [name = ""] = error.path.split(/[.[]/, 1);
      throw new ReeveError(
        "invalid_request",
        `The task "${taskName}" has no cache key for these arguments: ${error.message} Leave the parameter out with ` +
          `cache: { key: "inputs", without: [${JSON.stringify(name)}] }, or make the key with a function of your own.`,
        { cause: error },
      );
    }
  },
  taskSource: ({ taskSource }) => stableHash(taskSource),
  runId: ({ flowRun, taskRunId }) => flowRun?.id ?? taskRunId,
  flowParameters: ({ flowRun }) => stableHash(flowRun?.parameters ?? {}),
};

// A key is the name of a file, which the usual file systems bound at this, and a server at 2000.
const LONGEST_KEY = 200;

function checkedKey(key: string | undefined): string | undefined {
  if (key === undefined || (key.length > 0 && key.length <= LONGEST_KEY && !key.startsWith("/"))) return key;
  throw new ReeveError(
    "invalid_request",
    `"${key}" cannot be a cache key: it needs 1 to ${LONGEST_KEY} characters and does not begin with "/".`,
  );
}
