import type { DeploymentRow } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import { type PageList, usePageList } from "../lists/use-page-list.ts";
import { useLiveTopic } from "../live/use-live-topic.ts";
import { useReread } from "../live/use-reread.ts";
import { usePinnedDeployments } from "../pins/pinned-deployments.ts";
import { pinnedFirst } from "../pins/pinned-first.ts";

/** What narrows the list; empty text for what does not. */
export type DeploymentSearch = {
  sought: string;
  tag: string;
  sort: "NAME_ASC" | "NAME_DESC" | "CREATED_DESC" | "UPDATED_DESC";
};

/** The deployments that are sought, those that are pinned before all others. */
export function useDeploymentList({ sought, tag, sort }: DeploymentSearch): PageList<DeploymentRow> {
  const deployments = {
    ...(sought ? { flow_or_deployment_name: { like_: sought } } : {}),
    ...(tag ? { tags: { all_: [tag] } } : {}),
  };
  const list = usePageList<DeploymentRow>(["deployments", sought, tag, sort], (page, signal) =>
    api.listDeploymentRows({ body: { deployments, sort, ...page } }, { signal }),
  );
  useLiveKinds(["deployment"], ["deployments"]);
  const reread = useReread(["deployments"]);
  useLiveTopic("runs", reread, reread);
  const pinned = new Set(usePinnedDeployments().map(({ id }) => id));
  const read = new Set(list.rows?.map(({ deployment }) => deployment.id));
  // Only of a list that goes on may a pinned one be missing.
  const missing = list.hasMore ? [...pinned].filter((id) => !read.has(id)) : [];
  const others = useQuery({
    queryKey: ["deployments", "pinned", sought, tag, sort, missing],
    queryFn: ({ signal }) =>
      api.listDeploymentRows(
        { body: { deployments: { ...deployments, id: { any_: missing } }, sort } },
        { signal },
      ),
    enabled: missing.length > 0,
  });
  if (!list.rows) return list;
  const rows = missing.length > 0 ? [...(others.data ?? []), ...list.rows] : list.rows;
  return { ...list, rows: pinnedFirst(rows, pinned, ({ deployment }) => deployment.id) };
}
