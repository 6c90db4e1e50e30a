import type { TaskInput } from "@reeve/protocol";
import { UpstreamTaskError } from "../errors.ts";
import { TaskFuture } from "../future.ts";

// Looking for edges must stay cheap beside the task itself, however large its arguments are.
const MOST_VISITED = 1000;

/** Which task run returned an object; by identity, so primitives have no entry. */
const origins = new WeakMap<object, string>();

/** Remembers that a task run returned this value, and the objects directly inside it. */
export function rememberOrigin(value: unknown, taskRunId: string): void {
  if (typeof value !== "object" || value === null) return;
  origins.set(value, taskRunId);
  if (!isContainer(value)) return;
  for (const item of Object.values(value).slice(0, MOST_VISITED)) {
    // An item that another task returned before keeps its origin: passing it on does not make it new.
    if (typeof item === "object" && item !== null && !origins.has(item)) origins.set(item, taskRunId);
  }
}

/**
 * Remembers that a subflow returned this value: to the flow that called it, everything in it comes from the subflow,
 * whichever task in there made it.
 */
export function rememberSubflowOrigin(value: unknown, standInId: string): void {
  visit(value, (part) => origins.set(part, standInId));
}

/** The task runs a value came from: futures and returned objects, in it or anywhere inside it. */
export function findSources(value: unknown): TaskInput[] {
  const ids = new Set<string>();
  visit(value, (part) => {
    const id = part instanceof TaskFuture ? part.taskRunId : origins.get(part);
    if (id !== undefined) ids.add(id);
  });
  return [...ids].map((id) => ({ input_type: "task_run", id }));
}

/** The futures in the values or anywhere inside them. */
export function findFutures(values: unknown): TaskFuture<unknown>[] {
  const futures: TaskFuture<unknown>[] = [];
  visit(values, (part) => {
    if (part instanceof TaskFuture) futures.push(part);
  });
  return futures;
}

/** Waits for the futures; throws an UpstreamTaskError when one of them did not complete. */
export async function waitForUpstream(futures: readonly TaskFuture<unknown>[]): Promise<void> {
  for (const future of futures) {
    const { type, name } = await future.wait();
    if (type === "COMPLETED") continue;
    throw new UpstreamTaskError(
      `The task run "${future.taskRunName}" it depends on did not complete: it is ${name}.`,
    );
  }
}

/** The value with each future in it replaced by its result; the same object when it holds none. */
export async function resolveFutures(value: unknown): Promise<unknown> {
  if (value instanceof TaskFuture) return value.result();
  if (!isContainer(value) || findFutures(value).length === 0) return value;
  if (Array.isArray(value)) return Promise.all(value.map(resolveFutures));
  const entries = Object.entries(value).map(async ([key, item]) => [key, await resolveFutures(item)]);
  return Object.fromEntries(await Promise.all(entries));
}

function visit(root: unknown, onObject: (part: object) => void): void {
  const seen = new Set<object>();
  const waiting: unknown[] = [root];
  while (waiting.length > 0 && seen.size < MOST_VISITED) {
    const part = waiting.pop();
    if (typeof part !== "object" || part === null || seen.has(part)) continue;
    seen.add(part);
    onObject(part);
    if (isContainer(part)) waiting.push(...Object.values(part).slice(0, MOST_VISITED));
  }
}

/** Lists and plain objects; other classes are the user's own, whose insides are not ours to read. */
function isContainer(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
