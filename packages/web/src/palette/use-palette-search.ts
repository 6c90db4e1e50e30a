import type { BlockDocument, Deployment, Flow, RunRow } from "@reeve/protocol";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../api/client.ts";

const DEBOUNCE_MS = 150;
const LEAST_LETTERS = 2;
const MOST_RUNS = 8;
const MOST_OTHERS = 4;
// What may be the beginning of an id: too short, and it would rather be a part of a name.
const ID_PREFIX = /^[0-9a-f]{4}[0-9a-f-]{0,32}$/i;

/** Runs, flows, deployments and blocks the server finds for what was typed, asked for when the typing pauses. */
export function usePaletteSearch(sought: string): {
  rows: readonly RunRow[];
  flows: readonly Flow[];
  deployments: readonly Deployment[];
  blocks: readonly BlockDocument[];
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
    return {
      rows: [],
      flows: [],
      deployments: [],
      blocks: [],
      isSearching: isSearching && sought.length >= LEAST_LETTERS,
    };
  return { ...data, isSearching };
}

async function search(text: string, signal: AbortSignal) {
  const find = (body: Parameters<typeof api.listRunRows>[0]["body"]) =>
    api.listRunRows({ body: { ...body, limit: MOST_RUNS } }, { signal });
  const [byName, byId, flows, deployments, blocks] = await Promise.all([
    find({ flow_runs: { name: { like_: text } } }),
    ID_PREFIX.test(text) ? find({ id_prefix: text }) : undefined,
    api.listFlows({ body: { flows: { name: { like_: text } }, limit: MOST_OTHERS } }, { signal }),
    api.listDeployments(
      { body: { deployments: { flow_or_deployment_name: { like_: text } }, limit: MOST_OTHERS } },
      { signal },
    ),
    api.listBlockDocuments(
      { body: { block_documents: { name: { like_: text } }, limit: MOST_OTHERS } },
      { signal },
    ),
  ]);
  const rows = new Map([...(byId?.rows ?? []), ...byName.rows].map((row) => [row.flow_run.id, row]));
  return { rows: [...rows.values()].slice(0, MOST_RUNS), flows, deployments, blocks };
}

function useDebounced(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
