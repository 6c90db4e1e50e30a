import type { AnswerOf, LogPosition, searchLogs } from "@reeve/protocol";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { api } from "../../api/client.ts";
import { LogStore } from "./log-store.ts";
import type { Hit } from "./search-terms.ts";
import type { RunLog } from "./use-log.ts";

export type PatternQuery = { flowRunId: string; taskRunId?: string; pattern: string };

export type PatternLog = RunLog &
  Pick<PatternSearch, "hits"> & {
    /** Looks through what has been written since, a little later. */
    follow: () => void;
  };

type Found = AnswerOf<typeof searchLogs>;

// Each look begins anew on the server, so that lines which come in hundreds are looked through together.
const FOLLOW_MS = 1_000;

// Beyond this nobody reads on; more are asked for by a button.
const LINES_AT_ONCE = 20_000;

/** What has been found, and how far the log has been looked through. */
class PatternSearch {
  readonly store = new LogStore();
  hits: ReadonlyMap<string, readonly Hit[]> = new Map();
  reached: LogPosition | null = null;

  add({ found, reached, is_complete: isComplete }: Found): void {
    const hits = new Map(this.hits);
    for (const { log, hits: places } of found) hits.set(log.id, pairsOf(places));
    this.hits = hits;
    this.reached = reached;
    this.store.add(found.map(({ log }) => log));
    this.store.setComplete(isComplete);
    this.store.publish();
  }
}

/** The lines of a log that match a regular expression, as the server finds them; undefined looks for nothing. */
export function usePatternLog(query: PatternQuery | undefined): PatternLog {
  const key = query === undefined ? "" : JSON.stringify(query);
  const [current, setCurrent] = useState({ key, search: new PatternSearch() });
  // A new query begins with nothing found at once, not after an effect has run.
  const { search } = current.key === key ? current : { search: new PatternSearch() };
  if (current.key !== key) setCurrent({ key, search });
  const [isReading, setReading] = useState(true);
  const [error, setError] = useState<unknown>();
  const reading = useRef(new AbortController());
  const readOn = useCallback(async () => {
    reading.current.abort();
    const leave = new AbortController();
    reading.current = leave;
    if (key === "") return;
    setReading(true);
    setError(undefined);
    try {
      await readFound(search, JSON.parse(key) as PatternQuery, leave.signal);
    } catch (cause) {
      if (!leave.signal.aborted) setError(cause);
    }
    if (!leave.signal.aborted) setReading(false);
  }, [search, key]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    void readOn();
    return () => {
      reading.current.abort();
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [readOn]);
  const follow = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void readOn();
    }, FOLLOW_MS);
  };
  const { store, hits } = search;
  const lines = useSyncExternalStore(store.subscribe, store.getSnapshot);
  return {
    store,
    hits,
    lines,
    isComplete: store.isComplete,
    isReading,
    error,
    follow,
    readOn: () => void readOn(),
  };
}

async function readFound(
  search: PatternSearch,
  { flowRunId, taskRunId, pattern }: PatternQuery,
  signal: AbortSignal,
): Promise<void> {
  const before = search.store.lines.length;
  do {
    const body = { pattern, task_run_id: taskRunId, after: search.reached };
    const found = await api.searchLogs({ params: { id: flowRunId }, body }, { signal });
    if (signal.aborted) return;
    search.add(found);
  } while (!search.store.isComplete && search.store.lines.length - before < LINES_AT_ONCE);
}

function pairsOf(places: readonly number[]): Hit[] {
  const pairs: Hit[] = [];
  for (let at = 0; at + 1 < places.length; at += 2) pairs.push([places[at]!, places[at + 1]!]);
  return pairs;
}
