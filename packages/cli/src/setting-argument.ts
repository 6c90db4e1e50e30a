import { ReeveError } from "@reeve/protocol/errors";
import { DEFINITIONS, findSettingKey, SETTING_KEYS, type SettingKey } from "@reeve/settings";
import { findNearest } from "./nearest.ts";

/** The setting of that name; throws with the nearest name when there is none, or when no profile can hold it. */
export function settingKeyOf(name: string): SettingKey {
  const key = findSettingKey(name);
  if (key === "home" || key === "profile") {
    throw new ReeveError(
      "invalid_request",
      `${DEFINITIONS[key].names[0]} says where settings are, so only the environment can set it.`,
    );
  }
  if (key) return key;
  const names = SETTING_KEYS.flatMap((one) => [one, ...DEFINITIONS[one].names]);
  const nearest = findNearest(name, names);
  throw new ReeveError(
    "not_found",
    nearest
      ? `There is no setting ${name}; did you mean ${nearest}?`
      : `There is no setting ${name}; "reeve config view --show-defaults" lists them.`,
  );
}
