import { API_VERSION, COMPATIBLE_VERSION } from "@reeve/protocol/versions";
import manifest from "../../package.json" with { type: "json" };
import { printFields, printJson } from "../output.ts";

/** Shows the versions of what runs here; asks no server. */
export async function showVersion(options: { json?: boolean }): Promise<void> {
  const versions = {
    reeve: manifest.version,
    api: API_VERSION,
    compatible_with: `prefect ${COMPATIBLE_VERSION}`,
    node: process.versions.node,
    platform: `${process.platform}/${process.arch}`,
  };
  if (options.json) return printJson(versions);
  printFields([
    ["Version", versions.reeve],
    ["API version", versions.api],
    ["Compatible with", versions.compatible_with],
    ["Node.js", versions.node],
    ["Platform", versions.platform],
  ]);
}
