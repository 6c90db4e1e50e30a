import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";

/** The names of the deployments of these ids, by id; empty until they are read. */
export function useDeploymentNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const wanted = [...new Set(ids)].sort();
  const { data } = useQuery<ReadonlyMap<string, string>>({
    queryKey: ["deployment-names", wanted],
    enabled: wanted.length > 0,
    queryFn: async ({ signal }) => {
      const deployments = await api.listDeployments(
        { body: { deployments: { id: { any_: wanted } } } },
        { signal },
      );
      return new Map(deployments.map(({ id, name }) => [id, name]));
    },
    placeholderData: keepPreviousData,
  });
  return data ?? new Map();
}
