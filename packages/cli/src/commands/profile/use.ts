import { locateProfile, useProfile } from "@reeve/settings";
import { print, warn } from "../../output.ts";

/** Makes a profile the active one. */
export async function switchProfile(name: string): Promise<void> {
  useProfile(locateProfile().home, name);
  print(`The profile "${name}" is active.`);
  const { REEVE_PROFILE: pinned } = process.env;
  if (pinned && pinned !== name)
    warn(`The environment variable REEVE_PROFILE says "${pinned}" and goes before it.`);
}
