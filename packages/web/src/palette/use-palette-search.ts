import type { Flow, RunRow } from "@reeve/protocol";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../api/client.ts";

const DEBOUNCE_MS = 150;
const LEAST_LETTERS = 2;
const MOST_RUNS = 8;
const MOST_FLOWS = 4;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Runs and flows the server finds for what was typed, asked for when the typing pauses. */
export function usePaletteSearch(sought: string): {
  rows: readonly RunRow[];
  flows: readonly Flow[];
  isSearching: boolean;
} {
  const text = useDebounced(sought.trim());
  const isLongEnough = text.length >= LEAST_LETTERS;
  const { data, isFetching } = useQuery({
    queryKey: ["palette", text],
    queryFn: ({ signal }) => search(text, signal),
    enabled: isLongEnough,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const isSearching = isFetching || text !== sought.trim();
  if (!isLongEnough || !data)
    return { rows: [], flows: [], isSearching: isSearching && sought.length >= LEAST_LETTERS };
  return { ...data, isSearching };
}

async function search(text: string, signal: AbortSignal) {
  const runFilter = UUID.test(text) ? { id: { any_: [text] } } : { name: { like_: text } };
  const [page, flows] = await Promise.all([
    api.listRunRows({ body: { flow_runs: runFilter, limit: MOST_RUNS } }, { signal }),
    api.listFlows({ body: { flows: { name: { like_: text } }, limit: MOST_FLOWS } }, { signal }),
  ]);
  return { rows: page.rows, flows };
}

function useDebounced(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
