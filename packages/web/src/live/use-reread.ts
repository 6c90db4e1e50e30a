import { matchQuery, type QueryClient, type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";

// Changes come in bursts: wait for the rest of one.
const GATHER_MS = 120;
const LEAST_GAP_MS = 300;
// Reading again must not be what keeps a busy server busy.
const REST_FACTOR = 5;
const HIDDEN_GAP_MS = 10_000;

/** A function that has queries read again soon: however often it is called, it leaves the server time to rest. */
export function useReread(queryKey: QueryKey): () => void {
  const queryClient = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const notBefore = useRef(0);
  const key = useRef(queryKey);
  key.current = queryKey;
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return useCallback(() => {
    if (timer.current !== undefined) return;
    const run = async () => {
      if (queryClient.isFetching({ queryKey: key.current }) > 0) {
        // What is on its way may be older than the change.
        timer.current = setTimeout(run, GATHER_MS);
        return;
      }
      timer.current = undefined;
      const workMs = await readAgain(queryClient, key.current);
      notBefore.current = performance.now() + Math.max(LEAST_GAP_MS, REST_FACTOR * workMs);
    };
    const rest = Math.max(GATHER_MS, notBefore.current - performance.now());
    timer.current = setTimeout(run, document.hidden ? Math.max(HIDDEN_GAP_MS, rest) : rest);
  }, [queryClient]);
}

/** Answers how long the server worked for it; none of the time in which it was tried in vain, and then again. */
async function readAgain(queryClient: QueryClient, queryKey: QueryKey): Promise<number> {
  let isAnswered = true;
  const unwatch = queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || !matchQuery({ queryKey }, event.query)) return;
    if (event.action.type === "failed" || event.action.type === "error") isAnswered = false;
  });
  const began = performance.now();
  await queryClient.invalidateQueries({ queryKey });
  unwatch();
  return isAnswered ? performance.now() - began : 0;
}
