// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed by arithmetic cannot be those of a table element.
// biome-ignore-all lint/a11y/useFocusableInteractive: the tree or table around has the focus and points to its active row.
import { clsx } from "clsx";
import { memo, type Ref } from "react";
import { useShownZone } from "../../times/shown-zone.ts";
import { clockText } from "../../times/wall-time.ts";
import { LineText } from "./line-text.tsx";
import { type LogLevel, levelLabel, levelOf } from "./log-levels.ts";
import type { LogLine } from "./log-store.ts";
import type { Marks } from "./marks.ts";

/** One line of text is this high. */
export const LINE_HEIGHT = 20;

type Props = {
  line: LogLine;
  index: number;
  id: string;
  top: number;
  taskName: string | undefined;
  isOpen: boolean;
  isWrapped: boolean;
  isLinked: boolean;
  isActive: boolean;
  marks: Marks | undefined;
  measure: Ref<HTMLDivElement>;
};

const LEVEL_TEXT: Readonly<Record<LogLevel, string>> = {
  debug: "text-text-faint",
  info: "text-text-soft",
  warning: "text-late",
  error: "text-failed",
};

/** A log line: time, level, task and message. What a click does hangs on the cell it falls into. */
export const LogRow = memo(function LogRow(props: Props) {
  useShownZone();
  const { line, index, id, top, taskName, isOpen, isWrapped, isLinked, isActive, marks, measure } = props;
  const level = levelOf(line.level);
  const isFolded = line.height > 1 && !isOpen;
  const text = isFolded ? line.message.slice(0, line.message.indexOf("\n")) : line.message;
  return (
    <div
      ref={measure}
      role="row"
      id={id}
      aria-rowindex={index + 1}
      aria-selected={isLinked}
      data-index={index}
      className={clsx(
        "group/line absolute inset-x-0 flex gap-3 pr-2 pl-3 hover:bg-[color-mix(in_srgb,var(--text)_5%,transparent)]",
        level === "error" && "bg-failed-soft/50",
        level === "warning" && "bg-late-soft/40",
        isLinked && "bg-selected! shadow-[inset_2px_0_var(--accent)]",
        isActive &&
          "shadow-[inset_2px_0_var(--control-line)] group-focus-visible/log:outline-2 group-focus-visible/log:-outline-offset-2 group-focus-visible/log:outline-focus",
      )}
      style={{ transform: `translateY(${top}px)`, minHeight: LINE_HEIGHT }}
    >
      <div
        role="gridcell"
        data-cell="time"
        title={line.timestamp}
        className="w-[5.5rem] shrink-0 cursor-pointer text-text-faint hover:text-accent hover:underline max-sm:w-14"
      >
        {clockText(line.timestamp).slice(0, 8)}
        <span className="max-sm:hidden">{clockText(line.timestamp).slice(8)}</span>
      </div>
      <div role="gridcell" className={clsx("w-10 shrink-0 font-medium max-sm:w-3", LEVEL_TEXT[level])}>
        <span className="max-sm:hidden">{levelLabel(line.level)}</span>
        <span className="hidden max-sm:inline">{levelLabel(line.level)[0]}</span>
      </div>
      <div
        role="gridcell"
        data-cell="task"
        title={taskName}
        className={clsx(
          "w-36 shrink-0 truncate max-md:hidden",
          line.taskRunId ? "cursor-pointer text-accent hover:underline" : "text-text-faint",
        )}
      >
        {taskName ?? "flow"}
      </div>
      <div role="gridcell" className="relative flex min-w-0 flex-1 text-text">
        <div
          className={clsx(
            "min-w-0",
            isWrapped ? "whitespace-pre-wrap break-words" : "truncate whitespace-pre",
          )}
        >
          <LineText line={line} text={text} marks={marks} />
        </div>
        {line.height > 1 && (
          <span
            data-cell="fold"
            className="ml-2 h-4 shrink-0 cursor-pointer self-start rounded-sm bg-hover px-1.5 text-2xs text-text-soft leading-4 mt-0.5 ring-1 ring-line hover:text-text"
          >
            {isFolded ? `+${line.height - 1} lines` : "fold"}
          </span>
        )}
      </div>
    </div>
  );
});
