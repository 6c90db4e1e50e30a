import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";

/** The names of the flows of these ids, by id; empty until they are read. */
export function useFlowNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const wanted = [...new Set(ids)].sort();
  const { data } = useQuery<ReadonlyMap<string, string>>({
    queryKey: ["flow-names", wanted],
    enabled: wanted.length > 0,
    queryFn: async ({ signal }) => {
      const flows = await api.listFlows({ body: { flows: { id: { any_: wanted } } } }, { signal });
      return new Map(flows.map(({ id, name }) => [id, name]));
    },
    placeholderData: keepPreviousData,
  });
  return data ?? new Map();
}
