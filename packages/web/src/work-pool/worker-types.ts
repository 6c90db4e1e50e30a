import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import type { JobTemplate } from "./job-template.ts";

/** A kind of infrastructure as the catalogue describes it. */
export type WorkerType = {
  readonly type: string;
  readonly display_name?: string;
  readonly description?: string;
  readonly logo_url?: string;
  readonly install_command?: string;
  readonly default_base_job_configuration?: JobTemplate;
};

/** Every kind of infrastructure that a pool can be of. */
export const useWorkerTypes = () =>
  useQuery({
    queryKey: ["worker-types"],
    queryFn: async ({ signal }): Promise<WorkerType[]> => {
      const view = await api.getCollectionView({ params: { view: "aggregate-worker-metadata" } }, { signal });
      return Object.values(view as Record<string, Record<string, WorkerType>>).flatMap((types) =>
        Object.values(types),
      );
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
