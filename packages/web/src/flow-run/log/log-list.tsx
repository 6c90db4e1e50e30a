// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed by arithmetic cannot be those of a table element.
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
} from "react";
import { levelOf } from "./log-levels.ts";
import { LINE_HEIGHT, LogRow } from "./log-row.tsx";
import type { LogLine } from "./log-store.ts";
import type { Marks } from "./marks.ts";

export type LogListProps = {
  lines: readonly LogLine[];
  taskNames: (taskRunId: string) => string | undefined;
  marks: Marks | undefined;
  isWrapped: boolean;
  /** The line a link points to. */
  linked: string | undefined;
  isFollowing: boolean;
  onFollow: (isFollowing: boolean) => void;
  onTask: (taskRunId: string) => void;
  onLink: (lineId: string) => void;
  /** Takes a function that goes to the next or the previous error. */
  onErrorJump: (jump: (step: 1 | -1) => void) => void;
};

// Longer texts than this start folded even when they are errors.
const LONGEST_OPEN = 60;

/** The lines in sight of a log of any length. */
export function LogList(props: LogListProps) {
  const { lines, isWrapped, linked, isFollowing, marks } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState(-1);
  const prefix = useId();
  const isOpen = (line: LogLine) =>
    (levelOf(line.level) === "error" && line.height <= LONGEST_OPEN) !== toggled.has(line.id);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => {
      const line = lines[index];
      return line && isOpen(line) ? line.height * LINE_HEIGHT : LINE_HEIGHT;
    },
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 15,
  });
  // Rows in sight tell of their new heights themselves; this is for those that were measured and are not.
  // biome-ignore lint/correctness/useExhaustiveDependencies: wrapping changes the heights of all lines.
  useEffect(() => virtual.measure(), [isWrapped]);
  useTail(scroller, lines, props);
  const shownLink = useLinked(lines, linked, (index) => virtual.scrollToIndex(index, { align: "center" }));
  const jump = useEffectEvent((step: 1 | -1) => {
    const index = nextError(lines, active, step);
    if (index < 0) return;
    setActive(index);
    virtual.scrollToIndex(index, { align: "center" });
  });
  const { onErrorJump } = props;
  useEffect(() => onErrorJump((step) => jump(step)), [onErrorJump]);
  const toggle = (line: LogLine) => setToggled((before) => toggleIn(before, line.id));
  const link = (line: LogLine) => {
    // It is in sight already.
    shownLink.current = line.id;
    props.onLink(line.id);
  };
  const onClick = (event: MouseEvent) => {
    const target = event.target as Element;
    const index = Number(target.closest("[data-index]")?.getAttribute("data-index") ?? -1);
    const line = lines[index];
    if (!line) return;
    setActive(index);
    const cell = target.closest("[data-cell]")?.getAttribute("data-cell");
    if (cell === "time") link(line);
    else if (cell === "task" && line.taskRunId) props.onTask(line.taskRunId);
    else if (cell === "fold") toggle(line);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const line = lines[active];
    if (move !== undefined) {
      const next = Math.min(Math.max(active + move, 0), lines.length - 1);
      setActive(next);
      virtual.scrollToIndex(next);
    } else if (event.key === "Enter" && line?.taskRunId) props.onTask(line.taskRunId);
    else if (event.key === "l" && line) link(line);
    else if (line && line.height > 1 && event.key === (isOpen(line) ? "ArrowLeft" : "ArrowRight"))
      toggle(line);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label="Log lines"
      aria-rowcount={lines.length}
      aria-activedescendant={active >= 0 ? `${prefix}${active}` : undefined}
      tabIndex={0}
      onClick={onClick}
      onKeyDown={onKeyDown}
      data-following={isFollowing || undefined}
      className="group/log min-h-0 flex-1 overflow-y-auto overflow-x-hidden py-1 font-mono text-xs leading-5 outline-none"
    >
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const line = lines[index];
          return (
            line && (
              <LogRow
                key={key}
                line={line}
                index={index}
                id={`${prefix}${index}`}
                top={start}
                taskName={line.taskRunId ? props.taskNames(line.taskRunId) : undefined}
                isOpen={isOpen(line)}
                isWrapped={isWrapped}
                isLinked={line.id === linked}
                isActive={index === active}
                marks={marks}
                measure={virtual.measureElement}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

function toggleIn(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** The next line of an error in that direction, going round at the end; -1 when there is none. */
export function nextError(lines: readonly LogLine[], from: number, step: 1 | -1): number {
  for (let count = 1; count <= lines.length; count++) {
    const start = from < 0 && step < 0 ? 0 : from;
    const index = (((start + step * count) % lines.length) + lines.length) % lines.length;
    if (levelOf(lines[index]?.level ?? 0) === "error") return index;
  }
  return -1;
}

// A reader who is this near the end is at the end.
const NEAR_END_PX = 24;

/** Keeps the last line in sight while following; scrolling away from it ends that, scrolling back begins it. */
function useTail(
  scroller: React.RefObject<HTMLElement | null>,
  lines: readonly LogLine[],
  { isFollowing, onFollow }: Pick<LogListProps, "isFollowing" | "onFollow">,
): void {
  const lastTop = useRef(0);
  const onScroll = useEffectEvent(() => {
    const element = scroller.current;
    if (!element) return;
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    const wentUp = element.scrollTop < lastTop.current - 2;
    lastTop.current = element.scrollTop;
    if (isFollowing && wentUp && !isAtEnd) onFollow(false);
    else if (!isFollowing && isAtEnd && !wentUp && element.scrollHeight > element.clientHeight)
      onFollow(true);
  });
  useEffect(() => {
    const element = scroller.current;
    const listener = () => onScroll();
    element?.addEventListener("scroll", listener, { passive: true });
    return () => element?.removeEventListener("scroll", listener);
  }, [scroller]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new lines move the end.
  useEffect(() => {
    const element = scroller.current;
    if (!isFollowing || !element) return;
    const frame = requestAnimationFrame(() => {
      element.scrollTop = element.scrollHeight;
    });
    return () => cancelAnimationFrame(frame);
  }, [lines, isFollowing, scroller]);
}

/** Goes to the line a link points to as soon as it is there, once. */
function useLinked(lines: readonly LogLine[], linked: string | undefined, show: (index: number) => void) {
  const shown = useRef<string | undefined>(undefined);
  const showLine = useEffectEvent(show);
  useEffect(() => {
    if (linked === undefined) shown.current = undefined;
    if (linked === undefined || shown.current === linked) return;
    const index = lines.findIndex((line) => line.id === linked);
    if (index < 0) return;
    shown.current = linked;
    showLine(index);
  }, [lines, linked]);
  return shown;
}
