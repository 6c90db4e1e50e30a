import { findSettingKey, locateProfile, maskedSetting, requireProfile } from "@reeve/settings";
import { print, printFields, printJson } from "../../output.ts";
import type { GlobalOptions } from "../../session.ts";

/** Shows what is set in a profile, by default the active one; secrets are masked. */
export async function inspectProfile(
  name: string | undefined,
  options: GlobalOptions & { json?: boolean },
): Promise<void> {
  const { profile, profiles } = locateProfile({ profile: name ?? options.profile });
  const values = Object.entries(requireProfile(profiles, profile)).map(
    ([variable, text]): [string, string] => {
      const key = findSettingKey(variable);
      return [variable, key ? String(maskedText(key, text)) : text];
    },
  );
  if (options.json) return printJson(Object.fromEntries(values));
  if (values.length === 0) return print(`Nothing is set in the profile "${profile}".`);
  printFields(values);
}

const maskedText = (key: Parameters<typeof maskedSetting>[0], text: string): string => {
  const masked = maskedSetting(key, text);
  return typeof masked === "string" ? masked : text;
};
