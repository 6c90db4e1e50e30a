import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";

/** The names of a pool's queues, to choose among; none without a pool. */
export function useQueueNames(pool: string | null): readonly string[] {
  const { data = [] } = useQuery({
    queryKey: ["queue-names", pool],
    queryFn: async ({ signal }) => {
      const params = { work_pool_name: pool ?? "" };
      const queues = await api.listWorkQueuesInPool({ params, body: {} }, { signal });
      return queues.map(({ name }) => name);
    },
    enabled: pool !== null,
  });
  return data;
}
