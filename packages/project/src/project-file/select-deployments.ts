import { ReeveError } from "@reeve/protocol/errors";
import type { DeploymentEntry } from "./deployment-entry.ts";

/**
 * The entries whose names match any of the patterns, in which `*` stands for anything; `flow/name` asks for the flow
 * too. Throws a ReeveError that lists the names there are when a pattern matches none.
 */
export function selectDeployments(
  entries: readonly DeploymentEntry[],
  patterns: readonly string[],
): DeploymentEntry[] {
  const selected = new Set<DeploymentEntry>();
  for (const pattern of patterns) {
    const matching = entries.filter((entry) => matches(entry, pattern));
    for (const entry of matching) selected.add(entry);
    if (matching.length > 0) continue;
    const names = entries.map(({ name }) => name).join(", ");
    throw new ReeveError(
      "not_found",
      `No deployment in the project files matches "${pattern}"; they have ${names || "none"}.`,
    );
  }
  return entries.filter((entry) => selected.has(entry));
}

function matches({ name = "", entrypoint = "", flow_name }: DeploymentEntry, pattern: string): boolean {
  const [flowPattern, namePattern] = pattern.includes("/") ? pattern.split("/", 2) : [undefined, pattern];
  if (!globOf(namePattern ?? "").test(name)) return false;
  if (flowPattern === undefined) return true;
  const flow = flow_name ?? entrypoint.split(":").at(-1) ?? "";
  // Python flows are called after their functions, with hyphens.
  return [flow, flow.replaceAll("_", "-")].some((one) => globOf(flowPattern).test(one));
}

const globOf = (pattern: string): RegExp =>
  new RegExp(`^${pattern.split("*").map(escapeRegExp).join(".*")}$`);

const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
