import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";

// As many as the server gives at once.
const MOST = 200;

/** The names of the flow runs of these ids, by id; empty until they are read. */
export function useFlowRunNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const wanted = [...new Set(ids)].sort().slice(0, MOST);
  const { data } = useQuery<ReadonlyMap<string, string>>({
    queryKey: ["flow-run-names", wanted],
    enabled: wanted.length > 0,
    queryFn: async ({ signal }) => {
      const flow_runs = { id: { any_: wanted } };
      const runs = await api.listFlowRuns({ body: { flow_runs, limit: MOST } }, { signal });
      return new Map(runs.map(({ id, name }) => [id, name]));
    },
    placeholderData: keepPreviousData,
  });
  return data ?? new Map();
}
