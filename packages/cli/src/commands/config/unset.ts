import { ReeveError } from "@reeve/protocol/errors";
import { DEFINITIONS, locateProfile, removeProfileValue } from "@reeve/settings";
import { print } from "../../output.ts";
import type { GlobalOptions } from "../../session.ts";
import { settingKeyOf } from "../../setting-argument.ts";

/** Removes settings from the active profile, so that their defaults apply again. */
export async function unsetConfig(names: readonly string[], options: GlobalOptions): Promise<void> {
  const { home, profile } = locateProfile({ profile: options.profile });
  const keys = names.map((name) => settingKeyOf(name));
  for (const key of keys) {
    const [name] = DEFINITIONS[key].names;
    if (!removeProfileValue(home, profile, key)) {
      throw new ReeveError("not_found", `${name} is not set in the profile "${profile}".`);
    }
    print(`Removed ${name} from the profile "${profile}".`);
  }
}
