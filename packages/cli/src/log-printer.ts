import type { Client } from "@reeve/client";
import type { Log } from "@reeve/protocol";
import { formatLocalTime } from "./format-time.ts";
import { print, terminal } from "./output.ts";
import { paint, type Style, singleLine } from "./terminal.ts";

const PAGE = 200;

/** Prints log lines as `time | LEVEL | whose - message`, asking for the names of task runs as they turn up. */
export class LogPrinter {
  readonly #client: Client;
  readonly #owner: string;
  readonly #taskRunNames = new Map<string, string>();

  /** `owner` is whose the lines of no task run are, as in `Flow run 'hello'`. */
  constructor(client: Client, owner: string) {
    this.#client = client;
    this.#owner = singleLine(owner);
  }

  async print(logs: readonly Log[]): Promise<void> {
    await this.#learnNames(logs);
    for (const log of logs) print(this.#line(log));
  }

  #line({ timestamp, level, message, task_run_id }: Log): string {
    const time = paint(terminal, "dim", formatLocalTime(timestamp));
    const severity = paint(terminal, levelStyle(level), levelName(level).padEnd(8));
    const taskName = task_run_id && this.#taskRunNames.get(task_run_id);
    const whose = taskName ? `Task run '${taskName}'` : this.#owner;
    return `${time} | ${severity} | ${paint(terminal, "cyan", whose)} - ${message}`;
  }

  async #learnNames(logs: readonly Log[]): Promise<void> {
    const ids = new Set(logs.flatMap(({ task_run_id: id }) => (id && !this.#taskRunNames.has(id) ? id : [])));
    const unknown = [...ids];
    for (let start = 0; start < unknown.length; start += PAGE) {
      const any_ = unknown.slice(start, start + PAGE);
      const taskRuns = await this.#client.listTaskRuns({
        body: { task_runs: { id: { any_ } }, limit: PAGE },
      });
      for (const { id, name } of taskRuns) this.#taskRunNames.set(id, singleLine(name));
    }
  }
}

const LEVELS: readonly [least: number, name: string, style: Style | undefined][] = [
  [50, "CRITICAL", "magenta"],
  [40, "ERROR", "red"],
  [30, "WARNING", "yellow"],
  [20, "INFO", undefined],
  [10, "DEBUG", "dim"],
];

/** Python's name of a level; levels between two have their number. */
function levelName(level: number): string {
  return LEVELS.find(([least]) => least === level)?.[1] ?? `LEVEL ${level}`;
}

const levelStyle = (level: number): Style | undefined =>
  LEVELS.find(([least]) => level >= least)?.[2] ?? "dim";
