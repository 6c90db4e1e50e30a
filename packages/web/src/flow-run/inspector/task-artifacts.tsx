import type { ArtifactRow } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "../../api/client.ts";
import { ArtifactSign } from "../../components/artifacts/artifact-sign.tsx";
import { useLiveKinds } from "../../lists/use-live-kinds.ts";
import { Part } from "./facts.tsx";

// More than tasks make; the artifacts of the whole run have a tab of their own.
const MOST = 50;

/** What a task run has made to be looked at, each by its name. */
export function TaskArtifacts({ taskRunId }: { taskRunId: string }) {
  const queryKey = ["task-artifacts", taskRunId];
  useLiveKinds(["artifact-collection"], queryKey);
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      api.listArtifactRows({ body: { task_run_id: taskRunId, limit: MOST } }, { signal }),
  });
  if (!data || data.length === 0) return null;
  return (
    <Part title={`Artifacts (${data.length})`}>
      <ul aria-label="Artifacts of the task run" className="flex flex-col gap-1">
        {data.map((row) => (
          <li key={row.id} className="flex min-w-0 items-center justify-between gap-2">
            <Link
              to={`/artifacts/artifact/${row.id}` as string}
              className="min-w-0 truncate text-accent hover:underline"
            >
              {nameOf(row)}
            </Link>
            <ArtifactSign artifact={{ ...row, data: row.preview }} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

const nameOf = ({ key, description }: ArtifactRow): string =>
  key ?? description?.split("\n")[0] ?? "Without a key";
