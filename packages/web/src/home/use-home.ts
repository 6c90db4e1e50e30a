import type { Home } from "@reeve/protocol";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "../api/client.ts";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import { live } from "../live/live.ts";
import { useLiveTopic } from "../live/use-live-topic.ts";
import { progressOf, useProgressReread } from "../live/use-progress-reread.ts";
import { useReread } from "../live/use-reread.ts";
import type { HomeSearch } from "./home-search.ts";

const KEY = ["home"];

/** All that the first page shows, kept up to date. */
export function useHome({ span, tags, hidesSubflows }: HomeSearch) {
  const query = useQuery<Home>({
    queryKey: [...KEY, span.word, tags, hidesSubflows],
    queryFn: ({ signal }) =>
      api.getHome(
        { body: { seconds: span.seconds, tags: [...tags], hide_subflows: hidesSubflows } },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
  const reread = useReread(KEY);
  useLiveTopic("runs", reread, reread);
  useLiveKinds(["work-pool", "work-queue", "deployment"], KEY);
  useRereadAfterPlanning(reread);
  useProgressReread(query.data ? progressOf(query.data.running.runs.map(({ row }) => row)) : "", reread);
  return query;
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
