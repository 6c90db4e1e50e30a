import { ReeveError } from "@reeve/protocol/errors";
import {
  DEFINITIONS,
  locateProfile,
  maskedSetting,
  parseSetting,
  requireProfile,
  writeProfileValue,
} from "@reeve/settings";
import { print, warn } from "../../output.ts";
import type { GlobalOptions } from "../../session.ts";
import { settingKeyOf } from "../../setting-argument.ts";

/** Stores settings, given as NAME=VALUE, in the active profile: all of them, or none when one is wrong. */
export async function setConfig(assignments: readonly string[], options: GlobalOptions): Promise<void> {
  const { home, profile, profiles } = locateProfile({ profile: options.profile });
  requireProfile(profiles, profile);
  const changes = assignments.map((assignment) => {
    const equals = assignment.indexOf("=");
    if (equals < 1) {
      throw new ReeveError(
        "invalid_request",
        `"${assignment}" is not of the form NAME=VALUE, such as REEVE_API_URL=http://127.0.0.1:4200/api.`,
      );
    }
    const name = assignment.slice(0, equals);
    const key = settingKeyOf(name);
    const text = assignment.slice(equals + 1);
    return { key, name, text, value: parseSetting(key, text, name) };
  });
  for (const { key, text, value } of changes) {
    writeProfileValue(home, profile, key, text);
    const [name, ...otherNames] = DEFINITIONS[key].names;
    print(`Set ${name} to ${JSON.stringify(maskedSetting(key, value))} in the profile "${profile}".`);
    const hidden = [name, ...otherNames].find((one) => process.env[one]);
    if (hidden) warn(`The environment variable ${hidden} is set and goes before it.`);
  }
}
