import {
  DEFINITIONS,
  formatSetting,
  maskedSetting,
  readSettingsWithSources,
  SETTING_KEYS,
  type SettingKey,
  type SettingSource,
  type SettingValue,
} from "@reeve/settings";
import { printJson, printTable, remark } from "../../output.ts";
import type { GlobalOptions } from "../../session.ts";
import type { Column } from "../../table.ts";

export type ConfigViewOptions = GlobalOptions & {
  showDefaults?: boolean;
  hideSources?: boolean;
  showSecrets?: boolean;
  json?: boolean;
};

type Row = { key: SettingKey; name: string; value: SettingValue; source: SettingSource };

/** Shows the settings that apply: those that are set, or all. */
export async function viewConfig(options: ConfigViewOptions): Promise<void> {
  const { settings, sources } = readSettingsWithSources({ profile: options.profile });
  const rows = SETTING_KEYS.filter((key) => key !== "home" && key !== "profile")
    .map((key): Row => {
      const value = options.showSecrets ? settings[key] : maskedSetting(key, settings[key]);
      return { key, name: DEFINITIONS[key].names[0], value, source: sources[key] };
    })
    .filter(({ source }) => options.showDefaults || source.kind !== "default");
  if (options.json) {
    const values = Object.fromEntries(
      rows.map(({ name, value, source }) => [name, { value, source: source.kind }]),
    );
    return printJson({ home: settings.home, profile: settings.profile, settings: values });
  }
  const columns: Column<Row>[] = [
    { title: "Setting", value: ({ name }) => name },
    { title: "Value", value: ({ value }) => formatSetting(value) || "(none)", narrowest: 12 },
  ];
  if (!options.hideSources)
    columns.push({ title: "From", value: describeSource, style: () => "dim", narrowest: 8 });
  remark(`Profile "${settings.profile}" in ${settings.home}\n`);
  printTable(rows, columns, 'Nothing is set; "reeve config view --show-defaults" shows what applies.');
  if (!options.showDefaults && rows.length > 0) {
    remark("\nAll others have their defaults; see them with --show-defaults.");
  }
}

function describeSource({ source, name }: Row): string {
  switch (source.kind) {
    case "environment":
      return source.name === name ? "environment" : `environment (${source.name})`;
    case "file":
      return source.name === name ? ".env" : `.env (${source.name})`;
    case "profile":
      return source.name === name ? "profile" : `profile (${source.name})`;
    default:
      return source.kind;
  }
}
