import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { api } from "../api/client.ts";
import { GraphStore } from "./timeline/graph-store.ts";

export type Graph = {
  store: GraphStore;
  isLoaded: boolean;
  error: unknown;
  /** Reads the whole graph again. */
  reload: () => void;
};

/** The graph of one run, read once; changes are put into its store. */
export function useGraph(flowRunId: string): Graph {
  const [store] = useState(() => new GraphStore());
  const [error, setError] = useState<unknown>();
  const read = useCallback(
    async (signal?: AbortSignal) => {
      try {
        store.beginLoad();
        store.load(await api.getRunGraph({ params: { id: flowRunId } }, { signal }));
        setError(undefined);
      } catch (cause) {
        if (!signal?.aborted) setError(cause);
      }
    },
    [store, flowRunId],
  );
  useEffect(() => {
    const leave = new AbortController();
    void read(leave.signal);
    return () => leave.abort();
  }, [read]);
  const isLoaded = useSyncExternalStore(store.subscribe, () => store.isLoaded);
  const reload = useCallback(() => void read(), [read]);
  return { store, isLoaded, error, reload };
}
