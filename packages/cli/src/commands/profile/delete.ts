import { deleteProfile, locateProfile } from "@reeve/settings";
import { print } from "../../output.ts";

/** Deletes a profile that is not the active one. */
export async function removeProfile(name: string): Promise<void> {
  deleteProfile(locateProfile().home, name);
  print(`Deleted the profile "${name}".`);
}
