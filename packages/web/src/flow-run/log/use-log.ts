import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { type LogQuery, readLogs } from "../flow-run-queries.ts";
import { loadLogs } from "./load-logs.ts";
import { LogStore } from "./log-store.ts";

export type RunLog = {
  store: LogStore;
  lines: LogStore["lines"];
  isComplete: boolean;
  isReading: boolean;
  error: unknown;
  /** Reads on from the last line: more of a long log, or what was missed. */
  readOn: () => void;
};

/** The log of one query, read from its beginning in the background; undefined reads nothing. */
export function useLog(query: LogQuery | undefined): RunLog {
  const key = query === undefined ? "" : JSON.stringify(query);
  const [current, setCurrent] = useState({ key, store: new LogStore() });
  // A new query begins with an empty log at once, not after an effect has run.
  const { store } = current.key === key ? current : { store: new LogStore() };
  if (current.key !== key) setCurrent({ key, store });
  const [isReading, setReading] = useState(true);
  const [error, setError] = useState<unknown>();
  const read = useCallback(
    async (signal: AbortSignal) => {
      if (key === "") return;
      setReading(true);
      setError(undefined);
      try {
        await loadLogs(store, (page, abort) => readLogs(JSON.parse(key) as LogQuery, page, abort), signal);
      } catch (cause) {
        if (!signal.aborted) setError(cause);
      }
      if (!signal.aborted) setReading(false);
    },
    [store, key],
  );
  useEffect(() => {
    const leave = new AbortController();
    void read(leave.signal);
    return () => leave.abort();
  }, [read]);
  const lines = useSyncExternalStore(store.subscribe, store.getSnapshot);
  const readOn = useCallback(() => void read(new AbortController().signal), [read]);
  return { store, lines, isComplete: store.isComplete, isReading, error, readOn };
}
