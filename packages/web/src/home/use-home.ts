import type { Home, LiveChange } from "@reeve/protocol";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api } from "../api/client.ts";
import { patchTaskRunCounts } from "../flow-runs/patch-run-rows.ts";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import { live } from "../live/live.ts";
import { useLiveTopic } from "../live/use-live-topic.ts";
import { useReread } from "../live/use-reread.ts";
import type { HomeSearch } from "./home-search.ts";

const KEY = ["home"];

/** All that the first page shows, kept up to date. */
export function useHome({ span, tags, hidesSubflows }: HomeSearch) {
  const query = useQuery<Home>({
    queryKey: [...KEY, span, tags, hidesSubflows],
    queryFn: ({ signal }) =>
      api.getHome(
        {
          body: {
            seconds: span.seconds,
            until: span.kind === "between" ? span.to : null,
            tags: [...tags],
            hide_subflows: hidesSubflows,
          },
        },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
  const reread = useReread(KEY);
  useLiveTopic("runs", reread, reread);
  useLiveKinds(["work-pool", "work-queue", "deployment"], KEY);
  useRereadAfterPlanning(reread);
  useProgress(reread);
  return query;
}

// The totals of task runs take long to count, and few look at their last digit.
const TOTALS_MS = 5_000;

/** Keeps up with the task runs: those of the runs that go on at once, the totals some seconds later. */
function useProgress(reread: () => void): void {
  const queryClient = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const onChanges = (changes: readonly LiveChange[]) => {
    queryClient.setQueriesData<Home>({ queryKey: KEY }, (home) => home && withProgress(home, changes));
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      reread();
    }, TOTALS_MS);
  };
  useLiveTopic("progress", onChanges, reread);
}

function withProgress(home: Home, changes: readonly LiveChange[]): Home {
  const before = home.running.runs.map(({ row }) => row);
  const rows = patchTaskRunCounts(before, changes);
  if (rows === before) return home;
  const runs = home.running.runs.map((run, index) => ({ ...run, row: rows[index] ?? run.row }));
  return { ...home, running: { ...home.running, runs } };
}

// The scheduler looks after a change of a deployment within so many seconds.
const PLANNING_MS = 6_000;

/** No event tells of the runs that a schedule plans, and they come a little after the change of their deployment. */
function useRereadAfterPlanning(reread: () => void): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onStale = () => {
      clearTimeout(timer);
      timer = setTimeout(reread, PLANNING_MS);
    };
    const remove = live.listen("kind:deployment", { onChanges: () => {}, onStale });
    return () => {
      clearTimeout(timer);
      remove();
    };
  }, [reread]);
}
