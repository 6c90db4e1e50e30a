import type { Home } from "@reeve/protocol";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
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
  useLiveKinds(["work-pool", "work-queue"], KEY);
  useProgressReread(query.data ? progressOf(query.data.running.runs.map(({ row }) => row)) : "", reread);
  return query;
}
