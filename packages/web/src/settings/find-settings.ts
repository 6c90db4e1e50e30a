import type { ServerSetting } from "@reeve/protocol";

export type SettingPart = { title: string; settings: readonly ServerSetting[] };

/** The settings that have every word in their names or text, under their headings; those at their default may be left out. */
export function findSettings(
  all: readonly ServerSetting[],
  sought: string,
  isOnlySet: boolean,
): SettingPart[] {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter((setting) => {
    const { name, other_names: others, about } = setting;
    const text = [name, ...others, about].join(" ").toLowerCase();
    return words.every((word) => text.includes(word)) && (!isOnlySet || isSet(setting));
  });
  return [...Map.groupBy(found, ({ part }) => part)].map(([title, settings]) => ({ title, settings }));
}

const isSet = ({ source, is_default: isDefault }: ServerSetting): boolean =>
  source === "unknown" ? !isDefault : source !== "default";

/** The settings by their names with their values, as the server gives them: secrets are starred. */
export const settingsJson = (parts: readonly SettingPart[]): string =>
  JSON.stringify(
    Object.fromEntries(parts.flatMap(({ settings }) => settings.map(({ name, value }) => [name, value]))),
    null,
    2,
  );
