import type { Log } from "@reeve/protocol";
import { useState } from "react";
import { ClockTime } from "../components/time.tsx";
import { LOG_LEVELS, type LogLevel, levelLabel, levelOf } from "../flow-run/log/log-levels.ts";
import { Select } from "../forms/inputs.tsx";

const FLOORS: Readonly<Record<LogLevel, string>> = {
  debug: "Every level",
  info: "Info and above",
  warning: "Warnings and errors",
  error: "Errors",
};

/** The log of a task run that ran by itself: from a level on, and in either order of its times. */
export function TaskLog({ logs }: { logs: readonly Log[] }) {
  const [floor, setFloor] = useState<LogLevel>("debug");
  const [isNewestFirst, setNewestFirst] = useState(false);
  const shown = logs.filter(({ level }) => LOG_LEVELS.indexOf(levelOf(level)) >= LOG_LEVELS.indexOf(floor));
  return (
    <section aria-label="Log" className="flex min-w-0 flex-col gap-2 lg:col-span-2">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="grow font-medium text-sm">Log</h2>
        <div className="flex gap-2 max-md:w-full">
          <Select
            aria-label="Lines of the log"
            value={floor}
            onChange={({ target }) => setFloor(target.value as LogLevel)}
            className="md:w-auto!"
          >
            {LOG_LEVELS.map((level) => (
              <option key={level} value={level}>
                {FLOORS[level]}
              </option>
            ))}
          </Select>
          <Select
            aria-label="Order of the log"
            value={isNewestFirst ? "newest" : "oldest"}
            onChange={({ target }) => setNewestFirst(target.value === "newest")}
            className="md:w-auto!"
          >
            <option value="oldest">Oldest first</option>
            <option value="newest">Newest first</option>
          </Select>
        </div>
      </div>
      {shown.length === 0 && (
        <p className="text-text-soft">
          {logs.length === 0 ? "It has written nothing." : "No line is of this level."}
        </p>
      )}
      <ol className="font-mono text-xs">
        {(isNewestFirst ? shown.toReversed() : shown).map((line) => (
          <li key={line.id} className="flex gap-3 leading-5">
            <ClockTime value={line.timestamp} className="shrink-0 text-text-faint" />
            <span className="w-10 shrink-0 text-text-faint">{levelLabel(line.level)}</span>
            <span className="min-w-0 whitespace-pre-wrap break-words">{line.message}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
