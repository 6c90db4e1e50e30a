import type { RunRow } from "@reeve/protocol";
import { keepPreviousData, queryOptions, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useLiveTopic } from "../live/use-live-topic.ts";
import { useReread } from "../live/use-reread.ts";
import { patchRunRows, patchTaskRunCounts, type RunRowPage } from "./patch-run-rows.ts";
import { runListBody } from "./run-list-body.ts";
import type { RunListSearch } from "./run-list-search.ts";

/** Runs a request. */
export const PAGE_ROWS = 100;

// More would be a cloud that is the same with or without them, and some 20 KB more for each hundred.
const PLOTTED_RUNS = 500;

const listKey = (search: RunListSearch) => ["run-rows", search] as const;

const runPageQuery = (search: RunListSearch, page: number, isPlotted = false) =>
  queryOptions({
    queryKey: [...listKey(search), page, isPlotted],
    queryFn: ({ signal }): Promise<RunRowPage> => {
      const body = {
        ...runListBody(search, Date.now()),
        limit: PAGE_ROWS,
        offset: page * PAGE_ROWS,
        ...(isPlotted ? { points: PLOTTED_RUNS } : {}),
      };
      return api.listRunRows({ body }, { signal });
    },
  });

export type RunPages = {
  /** The first page, with the totals; undefined before the first answer. */
  first: RunRowPage | undefined;
  /** A run by its place in the list; undefined while its page is not there. */
  rowAt: (index: number) => RunRow | undefined;
  error: Error | null;
  /** What is shown belongs to the filters before; the new answer is on its way. */
  isOld: boolean;
  retry: () => void;
};

/** The runs a search finds, as many pages as are in sight, kept up to date; with the points of their plot where it is shown. */
export function useRunPages(
  search: RunListSearch,
  inSight: { first: number; last: number },
  isPlotted: boolean,
): RunPages {
  const first = useQuery({ ...runPageQuery(search, 0, isPlotted), placeholderData: keepPreviousData });
  const pages = pagesBetween(inSight.first, inSight.last).filter((page) => page > 0);
  const others = useQueries({ queries: pages.map((page) => runPageQuery(search, page)) });
  useLivePages(search);
  const byPage = new Map(pages.map((page, index) => [page, others[index]?.data]));
  byPage.set(0, first.data);
  return {
    first: first.data,
    rowAt: (index) => byPage.get(Math.floor(index / PAGE_ROWS))?.rows[index % PAGE_ROWS],
    error: first.data ? null : first.error,
    isOld: first.isPlaceholderData,
    retry: () => void first.refetch(),
  };
}

function pagesBetween(first: number, last: number): number[] {
  const from = Math.floor(first / PAGE_ROWS);
  const to = Math.floor(Math.max(first, last) / PAGE_ROWS);
  return Array.from({ length: to - from + 1 }, (_, step) => from + step);
}

function useLivePages(search: RunListSearch): void {
  const queryClient = useQueryClient();
  const queryKey = listKey(search);
  const reread = useReread(queryKey);
  useLiveTopic(
    "runs",
    (changes) => {
      for (const [key, page] of queryClient.getQueriesData<RunRowPage>({ queryKey })) {
        if (!page) continue;
        const patched = patchRunRows(page, changes);
        if (patched.page !== page) queryClient.setQueryData(key, patched.page);
        if (patched.needsReread) reread();
      }
    },
    reread,
  );
  useLiveTopic(
    "progress",
    (changes) => {
      queryClient.setQueriesData<RunRowPage>({ queryKey }, (page) => {
        const rows = page && patchTaskRunCounts(page.rows, changes);
        return rows === page?.rows ? page : page && rows && { ...page, rows };
      });
    },
    reread,
  );
}
