import type { Artifact, ArtifactCollection } from "@reeve/protocol";
import { formatRelative } from "../../format-time.ts";
import { printJson, printTable } from "../../output.ts";
import { readPages } from "../../read-pages.ts";
import { type GlobalOptions, withClient } from "../../session.ts";
import type { Column } from "../../table.ts";

export type ArtifactListOptions = GlobalOptions & { all?: boolean; limit: number; json?: boolean };

/** Lists the latest artifact of each key, or every version of them all, the newest first. */
export async function listArtifacts({ all, limit, json, ...options }: ArtifactListOptions): Promise<void> {
  await withClient(options, async (client) => {
    const artifacts: (Artifact | ArtifactCollection)[] = all
      ? await readPages(limit, (page) => client.listArtifacts({ body: { sort: "CREATED_DESC", ...page } }))
      : await readPages(limit, (page) =>
          client.listLatestArtifacts({ body: { sort: "UPDATED_DESC", ...page } }),
        );
    if (json) return printJson(artifacts);
    printTable(artifacts, columns(Date.now()), "There is no artifact yet.");
  });
}

const columns = (now: number): Column<Artifact | ArtifactCollection>[] => [
  { title: "Key", value: ({ key }) => key ?? "", narrowest: 12 },
  { title: "Type", value: ({ type }) => type ?? "" },
  { title: "About", value: ({ description }) => description ?? "", narrowest: 12, dispensable: 2 },
  { title: "Updated", value: ({ updated }) => (updated ? formatRelative(updated, now) : "") },
  // The id of what is shown, and not that of the key's collection.
  { title: "ID", value: (one) => ("latest_id" in one ? one.latest_id : one.id), dispensable: 1 },
];
