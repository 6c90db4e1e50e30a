import { type QueryKey, useInfiniteQuery } from "@tanstack/react-query";

/** Rows a request. */
const PAGE_ROWS = 200;

export type PageList<Row> = {
  /** Undefined before the first answer. */
  rows: readonly Row[] | undefined;
  error: Error | null;
  hasMore: boolean;
  isReadingMore: boolean;
  readMore: () => void;
  retry: () => void;
};

/** A list that the server gives page by page, read on as far as somebody scrolls. */
export function usePageList<Row>(
  queryKey: QueryKey,
  read: (page: { limit: number; offset: number }, signal: AbortSignal) => Promise<Row[]>,
): PageList<Row> {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => read({ limit: PAGE_ROWS, offset: pageParam }, signal),
    initialPageParam: 0,
    getNextPageParam: (last, all) => (last.length < PAGE_ROWS ? undefined : all.length * PAGE_ROWS),
  });
  return {
    rows: query.data?.pages.flat(),
    error: query.data ? null : query.error,
    hasMore: query.hasNextPage,
    isReadingMore: query.isFetchingNextPage,
    readMore: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}
