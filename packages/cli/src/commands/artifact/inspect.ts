import type { Artifact } from "@reeve/protocol";
import { findArtifacts } from "../../find-artifacts.ts";
import { formatLocalTime, formatRelative } from "../../format-time.ts";
import { print, printFields, printJson, printTable } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

/** Shows an artifact; of a key the latest, and which versions there are. */
export async function inspectArtifact(
  reference: string,
  options: GlobalOptions & { limit: number; json?: boolean },
): Promise<void> {
  await withClient(options, async (client) => {
    const versions = await findArtifacts(client, reference, options.limit);
    if (options.json) return printJson(versions);
    const [latest] = versions;
    showArtifact(latest);
    if (versions.length === 1) return;
    print("");
    const now = Date.now();
    printTable(
      versions,
      [
        { title: "Version", value: ({ id }) => id },
        { title: "Created", value: ({ created }) => (created ? formatRelative(created, now) : "") },
        { title: "Flow run", value: ({ flow_run_id }) => flow_run_id ?? "", dispensable: 1 },
      ],
      "",
    );
  });
}

function showArtifact(artifact: Artifact): void {
  printFields([
    ["Key", artifact.key ?? ""],
    ["ID", artifact.id],
    ["Type", artifact.type ?? ""],
    ["About", artifact.description ?? ""],
    ["Flow run", artifact.flow_run_id ?? ""],
    ["Task run", artifact.task_run_id ?? ""],
    ["Created", artifact.created ? formatLocalTime(artifact.created) : ""],
  ]);
  print("");
  print(shown(artifact.data));
}

const shown = (data: Artifact["data"]): string =>
  typeof data === "string" ? data : JSON.stringify(data, null, 2);
