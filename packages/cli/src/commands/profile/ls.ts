import { locateProfile } from "@reeve/settings";
import { printJson, printTable } from "../../output.ts";
import type { GlobalOptions } from "../../session.ts";

/** Lists the profiles and marks the active one. */
export async function listProfiles(options: GlobalOptions & { json?: boolean }): Promise<void> {
  const { profile: active, profiles } = locateProfile({ profile: options.profile });
  const rows = Object.entries(profiles.values).map(([name, values]) => ({
    name,
    active: name === active,
    settings: Object.keys(values).length,
  }));
  if (options.json) return printJson(rows);
  printTable(
    rows,
    [
      { title: "Profile", value: ({ name }) => name, style: ({ active }) => (active ? "green" : undefined) },
      { title: "Settings", value: ({ settings }) => String(settings), align: "right" },
      { title: "Active", value: (row) => (row.active ? "yes" : ""), style: () => "green" },
    ],
    "No profile yet.",
  );
}
