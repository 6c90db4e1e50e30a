import type { Log } from "@reeve/protocol";

/** A log line as the list shows it. */
export type LogLine = {
  id: string;
  /** As it came from the wire; microseconds in fixed width, so that text order is time order. */
  timestamp: string;
  level: number;
  message: string;
  taskRunId: string | null;
  flowRunId: string | null;
  name: string;
  /** Lines of the message, at least one. */
  height: number;
};

const FLUSH_MS = 100;
const MOST_HELD = 5_000;

/** Reads a line from the wire. */
export function toLogLine(log: Log): LogLine {
  const message = log.message.replace(/\s+$/, "");
  let height = 1;
  for (let at = message.indexOf("\n"); at >= 0; at = message.indexOf("\n", at + 1)) height++;
  return {
    id: log.id,
    timestamp: log.timestamp,
    level: log.level,
    message,
    taskRunId: log.task_run_id,
    flowRunId: log.flow_run_id,
    name: log.name,
    height,
  };
}

/**
 * The log lines of one filter in the order of their times, each once, however often and in which order they come.
 * Listeners hear of any number of additions once, at most ten times a second.
 */
export class LogStore {
  #ids = new Set<string>();
  #lines: LogLine[] = [];
  #snapshot: readonly LogLine[] = [];
  #isComplete = false;
  #held: Log[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #listeners = new Set<() => void>();

  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  /** True once everything stored so far has been read. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Adds what is new among these lines. */
  add(logs: readonly Log[]): void {
    const fresh = logs.filter((log) => !this.#ids.has(log.id)).map(toLogLine);
    if (fresh.length === 0) return;
    for (const line of fresh) this.#ids.add(line.id);
    fresh.sort(byTime);
    this.#merge(fresh);
    this.#changed();
  }

  /** Adds lines that were just written; while earlier ones are still to be read they wait for those. */
  addNew(logs: readonly Log[]): void {
    if (this.#isComplete) {
      this.add(logs);
      this.publish();
    } else {
      this.#held.push(...logs);
      // A long log is read up to some line only; what was held is then read with the lines before it.
      if (this.#held.length > MOST_HELD) this.#held = this.#held.slice(-MOST_HELD);
    }
  }

  setComplete(isComplete: boolean): void {
    if (this.#isComplete === isComplete) return;
    this.#isComplete = isComplete;
    if (isComplete) this.add(this.#held.splice(0));
    this.#changed();
  }

  /** Tells listeners at once; without it they hear within a tenth of a second. */
  publish(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#snapshot = this.#lines.slice();
    for (const listener of this.#listeners) listener();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): readonly LogLine[] => this.#snapshot;

  #merge(fresh: readonly LogLine[]): void {
    const [first] = fresh;
    if (!first) return;
    let at = this.#lines.length;
    while (at > 0 && byTime(first, this.#lines[at - 1]!) < 0) at--;
    const tail = this.#lines.splice(at);
    // One by one: a spread of many lines would overflow the stack.
    let next = 0;
    for (const line of fresh) {
      while (next < tail.length && byTime(tail[next]!, line) <= 0) this.#lines.push(tail[next++]!);
      this.#lines.push(line);
    }
    while (next < tail.length) this.#lines.push(tail[next++]!);
  }

  #changed(): void {
    this.#timer ??= setTimeout(() => this.publish(), FLUSH_MS);
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byTime = (a: LogLine, b: LogLine): number => compare(a.timestamp, b.timestamp) || compare(a.id, b.id);

/** Where the next page begins: at the last line's time, after the lines known to bear that time. */
export function nextPage(lines: readonly LogLine[]): { after: string; offset: number } | undefined {
  const last = lines.at(-1);
  if (!last) return undefined;
  let offset = 0;
  while (lines.at(-1 - offset)?.timestamp === last.timestamp) offset++;
  return { after: last.timestamp, offset };
}
