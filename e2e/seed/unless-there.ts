import { ReeveError } from "@reeve/protocol";

/** Makes something unless its name is taken already, by an earlier time the server was filled; true when it did. */
export async function unlessThere(make: () => Promise<unknown>): Promise<boolean> {
  try {
    await make();
    return true;
  } catch (error) {
    if (error instanceof ReeveError && error.code === "already_exists") return false;
    throw error;
  }
}
