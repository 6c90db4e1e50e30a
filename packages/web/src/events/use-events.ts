import type { EventCount, EventPage, ReceivedEvent } from "@reeve/protocol";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import type { PageList } from "../lists/use-page-list.ts";
import { useLiveTopic } from "../live/use-live-topic.ts";
import { useReread } from "../live/use-reread.ts";
import { barsOf, type EventSearch, eventFilter } from "./event-search.ts";

export type Events = {
  list: PageList<ReceivedEvent>;
  total: number | undefined;
  counts: readonly EventCount[] | undefined;
  /** Whether something has happened that is not shown. */
  hasNews: boolean;
  showNews: () => void;
};

/** The events that match, newest first, and how many there were over time; kept up to date unless that is held. */
export function useEvents(search: EventSearch, isHeld: boolean): Events {
  const key = ["events", search];
  const list = useInfiniteQuery({
    queryKey: [...key, "list"],
    queryFn: ({ pageParam, signal }): Promise<EventPage> =>
      pageParam === ""
        ? api.listEvents({ body: { filter: eventFilter(search, Date.now()) } }, { signal })
        : api.listNextEvents({ query: { "page-token": pageParam } }, { signal }),
    initialPageParam: "",
    getNextPageParam: ({ next_page }) =>
      (next_page && new URL(next_page).searchParams.get("page-token")) || undefined,
    placeholderData: keepPreviousData,
  });
  const counts = useQuery({
    queryKey: [...key, "counts"],
    queryFn: ({ signal }) =>
      api.countEvents(
        {
          params: { countable: "time" },
          body: { filter: eventFilter(search, Date.now()), ...barsOf(search) },
        },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
  const [hasNews, setNews] = useState(false);
  const reread = useReread(key);
  // What somebody scrolls through should not move away; a stretch that has passed has no news.
  const isStill = isHeld || search.stretch !== undefined || (list.data?.pages.length ?? 0) > 1;
  useLiveTopic(
    "events",
    () => {},
    () => (isStill ? setNews(true) : reread()),
  );
  return {
    list: {
      rows: list.data?.pages.flatMap(({ events }) => events),
      error: list.data ? null : list.error,
      hasMore: list.hasNextPage,
      isReadingMore: list.isFetchingNextPage,
      readMore: () => void list.fetchNextPage(),
      retry: () => void list.refetch(),
    },
    // The list counts what a text is found in no further than it has to; the bars count all of it.
    total: search.text === "" ? list.data?.pages[0]?.total : sumOf(counts),
    counts: counts.data,
    hasNews: hasNews && search.stretch === undefined,
    showNews: () => {
      setNews(false);
      reread();
    },
  };
}

const sumOf = ({
  data,
  isPlaceholderData,
}: {
  data: readonly EventCount[] | undefined;
  isPlaceholderData: boolean;
}): number | undefined => (isPlaceholderData ? undefined : data?.reduce((sum, { count }) => sum + count, 0));
