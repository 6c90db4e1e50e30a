export {
  DEFINITIONS,
  findSettingKey,
  SETTING_KEYS,
  SETTING_PARTS,
  type SettingKey,
  type Settings,
  type SettingValue,
} from "./definitions.ts";
export { maskedSetting } from "./masked-setting.ts";
export { formatSetting, parseSetting } from "./parse-setting.ts";
export {
  createProfile,
  DEFAULT_PROFILE,
  deleteProfile,
  type Profiles,
  readProfiles,
  removeProfileValue,
  requireProfile,
  useProfile,
  writeProfileValue,
} from "./profiles.ts";
export {
  locateProfile,
  type ReadSettingsOptions,
  readSettings,
  readSettingsWithSources,
  type SettingSource,
  type SettingsWithSources,
} from "./read-settings.ts";
export type { SettingDefinition } from "./setting-definition.ts";
export { defaultOf, takes } from "./setting-facts.ts";
export { settingsTree } from "./settings-tree.ts";
