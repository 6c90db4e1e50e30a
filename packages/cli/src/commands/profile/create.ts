import { createProfile, locateProfile } from "@reeve/settings";
import { print } from "../../output.ts";

/** Makes an empty profile, or a copy of another. */
export async function addProfile(name: string, options: { from?: string }): Promise<void> {
  createProfile(locateProfile().home, name, options.from);
  const copied = options.from === undefined ? "" : ` with the settings of "${options.from}"`;
  print(`Created the profile "${name}"${copied}; make it the active one with "reeve profile use ${name}".`);
}
