import { DEFINITIONS, type SettingKey, type SettingValue } from "./definitions.ts";
import type { SettingDefinition } from "./setting-definition.ts";

const MASK = "********";

/** The value of one setting, fit to be shown. */
export function maskedSetting(key: SettingKey, value: SettingValue): SettingValue {
  const { kind }: SettingDefinition = DEFINITIONS[key];
  if (value === null) return null;
  if (kind === "secret") return MASK;
  if (typeof value === "string") return value.replace(/(:\/\/[^:/@]*):[^@/]*@/, `$1:${MASK}@`);
  // Headers commonly carry tokens.
  if (kind === "headers") return Object.fromEntries(Object.keys(value).map((name) => [name, MASK]));
  return value;
}
