import { useQuery } from "@tanstack/react-query";
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { copyText } from "../../components/copy-text.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { toast } from "../../components/toast.tsx";
import { useLiveTopic } from "../../live/use-live-topic.ts";
import { runGraphQuery } from "../flow-run-queries.ts";
import { PHONE } from "../phone.ts";
import { levelsOf, type RunSearch } from "../run-search.ts";
import type { TimelineNode } from "../timeline/timeline-node.ts";
import { useRemembered } from "../use-remembered.ts";
import type { UpdateSearch } from "../use-run-search.ts";
import { LogList } from "./log-list.tsx";
import { LogTicks } from "./log-ticks.tsx";
import { LogToolbar } from "./log-toolbar.tsx";
import { marksOfPattern, marksOfWords } from "./marks.ts";
import { parsePattern, parseSearch } from "./search-terms.ts";
import { useAttemptSpans } from "./use-attempt-spans.ts";
import { type RunLog, useLog } from "./use-log.ts";
import { usePatternLog } from "./use-pattern-log.ts";
import { visibleLines } from "./visible-lines.ts";

type Props = {
  flowRunId: string;
  runName: string;
  /** How often the run was tried. */
  attempts: number;
  log: RunLog;
  isRunning: boolean;
  nodesById: ReadonlyMap<string, TimelineNode>;
  /** The flow run that a node of an expanded subflow belongs to. */
  owners: ReadonlyMap<string, string>;
  search: RunSearch;
  update: UpdateSearch;
};

/** The run's log, or that of the task run or subflow that is selected. */
export function LogPanel(props: Props) {
  const { flowRunId, nodesById, search, update, isRunning } = props;
  const selected = search.task === undefined ? undefined : nodesById.get(search.task);
  const find = useDeferredValue(search.find ?? "");
  const { log, hits, taskRunId, subflowId } = useChosenLog(props, selected, find);
  const levels = useMemo(() => levelsOf(search), [search]);
  const spans = useAttemptSpans({ flowRunId, attempts: props.attempts, selected });
  const span = search.attempt === undefined ? undefined : spans[search.attempt - 1];
  const [isNewestFirst, setNewestFirst] = useRemembered<boolean>("run-log-newest-first", false);
  useWholeLog(log, isNewestFirst);
  // What an expression finds the server has found.
  const words = hits ? "" : find;
  const visible = useMemo(
    () => visibleLines(log.lines, { levels, find: words, taskRunId, span }),
    [log.lines, levels, words, taskRunId, span],
  );
  const marks = useMemo(
    () => (hits ? marksOfPattern(hits) : words === "" ? undefined : marksOfWords(parseSearch(words))),
    [hits, words],
  );
  const shown = useMemo(
    () => (isNewestFirst ? visible.lines.toReversed() : visible.lines),
    [visible.lines, isNewestFirst],
  );
  const [isWrapped, setWrapped] = useRemembered("run-log-wrap", matchMedia(PHONE).matches);
  const [isFollowing, setFollowing] = useState(isRunning && search.line === undefined);
  const jumpToError = useRef<(step: 1 | -1) => void>(() => {});
  const onErrorJump = useCallback((jump: (step: 1 | -1) => void) => {
    jumpToError.current = jump;
  }, []);
  const taskNames = useTaskNames(nodesById, subflowId);
  const onLink = useCallback(
    (line: string) => {
      update({ line }, { replace: true });
      const url = new URL(location.href);
      url.searchParams.set("line", line);
      void copyText(url.href).then(() => toast("Link to the line copied"));
    },
    [update],
  );
  return (
    <section aria-label="Log" className="flex min-h-0 flex-1 flex-col bg-surface">
      <LogToolbar
        {...{ search, update, levels, isWrapped, setWrapped, isFollowing, setFollowing, selected }}
        isNewestFirst={isNewestFirst}
        setNewestFirst={setNewestFirst}
        // What is newest first has no end to follow.
        canFollow={isRunning && !isNewestFirst}
        counts={visible.counts}
        isComplete={log.isComplete}
        lines={visible.lines}
        attempts={spans.length}
        flowRunId={flowRunId}
        fileName={props.runName}
        onJump={(step) => jumpToError.current(step)}
      />
      {visible.lines.length > 0 ? (
        <div className="relative flex min-h-0 flex-1 flex-col">
          <LogList
            // Another log starts at its own beginning.
            key={`${flowRunId} ${search.task ?? ""} ${isNewestFirst}`}
            lines={shown}
            linked={search.line}
            onFollow={isNewestFirst ? noFollowing : setFollowing}
            onTask={(task) => update({ task })}
            isFollowing={isFollowing && !isNewestFirst}
            {...{ taskNames, marks, isWrapped, onLink, onErrorJump }}
          />
          {visible.counts.error + visible.counts.warning > 0 && <LogTicks lines={shown} />}
        </div>
      ) : (
        <NoLines
          log={log}
          isSearched={hits !== undefined}
          isFiltered={find !== "" || levels.size > 0 || span !== undefined}
          {...{ isRunning, selected }}
        />
      )}
      {!log.isComplete && !log.isReading && visible.lines.length > 0 && (
        <button
          type="button"
          onClick={log.readOn}
          className="h-7 shrink-0 border-line border-t bg-sunken text-text-soft text-xs hover:text-text"
        >
          {log.error ? "The log could not be read further. Try again" : "Read more lines"}
        </button>
      )}
    </section>
  );
}

const noFollowing = () => {};

/** The whole log while it holds what is asked for, else one that the server has searched. */
function useChosenLog(
  { flowRunId, log: whole, owners }: Props,
  selected: TimelineNode | undefined,
  find: string,
) {
  const subflowId = selected?.kind === "flow-run" ? selected.id : owners.get(selected?.id ?? "");
  const taskRunId = selected?.kind === "task-run" ? selected.id : undefined;
  const isPartial = !whole.isComplete && whole.lines.length > 0;
  const isLong = isPartial && !whole.isReading;
  const pattern = parsePattern(find);
  const words = pattern === undefined ? find : "";
  // What is sought may stand in lines that have not come yet.
  const isSought = isPartial && words !== "";
  const needsServer = subflowId !== undefined || isSought || (isLong && taskRunId !== undefined);
  const narrow = useLog(
    needsServer ? { flowRunId: subflowId ?? flowRunId, taskRunId, find: isSought ? words : "" } : undefined,
  );
  const found = usePatternLog(
    pattern === undefined ? undefined : { flowRunId: subflowId ?? flowRunId, taskRunId, pattern },
  );
  useLiveTopic(`run:${subflowId ?? flowRunId}`, (changes) => {
    if (pattern !== undefined && changes.some(({ kind }) => kind === "logs")) found.follow();
    if (!needsServer) return;
    for (const change of changes) {
      if (change.kind === "logs")
        narrow.store.addNew(
          change.logs.filter((line) => taskRunId === undefined || line.task_run_id === taskRunId),
        );
    }
  });
  if (pattern !== undefined) return { log: found, hits: found.hits, taskRunId, subflowId };
  return { log: needsServer ? narrow : whole, taskRunId, subflowId };
}

/** Reads a long log to its end, page after page, while one begins with its end. */
function useWholeLog(log: RunLog, isWanted: boolean): void {
  const readsOn = isWanted && !log.isComplete && !log.isReading && !log.error;
  const { readOn } = log;
  useEffect(() => {
    if (readsOn) readOn();
  }, [readsOn, readOn]);
}

/** Names for the ids of task runs; those of a selected subflow are read, as it may not be expanded. */
function useTaskNames(nodesById: Props["nodesById"], subflowId: string | undefined) {
  const { data } = useQuery({ ...runGraphQuery(subflowId ?? ""), enabled: subflowId !== undefined });
  const inner = useMemo(() => new Map(data?.nodes), [data]);
  return useCallback(
    (id: string) => nodesById.get(id)?.label ?? inner.get(id)?.label ?? `task run ${id.slice(0, 8)}`,
    [nodesById, inner],
  );
}

type NoLinesProps = {
  log: RunLog;
  /** Whether it holds what the server has found alone. */
  isSearched: boolean;
  isFiltered: boolean;
  isRunning: boolean;
  selected: TimelineNode | undefined;
};

function NoLines({ log, isSearched, isFiltered, isRunning, selected }: NoLinesProps) {
  if (log.error) {
    const title = isSearched ? "The log could not be searched" : "The log could not be read";
    return <ErrorState error={log.error} title={title} onRetry={log.readOn} />;
  }
  if (!log.isComplete && (log.isReading || !isFiltered)) return <LogSkeleton />;
  const of = selected ? `Nothing was logged by ${selected.label}` : "Nothing was logged";
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <EmptyState title={isFiltered ? "No line is like that" : isRunning ? `${of} so far` : of}>
        {isFiltered
          ? "No line of this log has these levels and words."
          : isRunning
            ? "Lines appear here as they are written."
            : "The run wrote no line to its logger. With log_prints, what it prints is logged too."}
      </EmptyState>
    </div>
  );
}

const WIDTHS = ["w-1/2", "w-2/5", "w-3/5", "w-1/3", "w-1/2", "w-2/3", "w-2/5", "w-1/2"];

/** Lines in grey, of the size the real ones will have. */
export function LogSkeleton() {
  return (
    <div className="min-h-0 flex-1 overflow-hidden px-3 py-1" aria-hidden="true">
      {WIDTHS.map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes.
        <div key={index} className="flex h-5 items-center gap-3">
          <Skeleton className="h-3 w-20" />
          <Skeleton className={`h-3 ${width}`} />
        </div>
      ))}
    </div>
  );
}
