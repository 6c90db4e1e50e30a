import { ReeveError } from "@reeve/protocol/errors";
import { isConfirmed } from "../../confirm.ts";
import { findArtifacts } from "../../find-artifacts.ts";
import { print, warn } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";
import { isUuid } from "../../uuid.ts";

/** Deletes the artifact of an id or all versions of a key, after asking where somebody can answer. */
export async function deleteArtifact(
  given: string | undefined,
  options: GlobalOptions & { id?: string; yes?: boolean },
): Promise<void> {
  const reference = options.id ?? given;
  if (reference === undefined) throw new ReeveError("invalid_request", "Name the artifact by its key or id.");
  await withClient(options, async (client) => {
    const artifacts = await findArtifacts(client, reference, Number.POSITIVE_INFINITY);
    const count = artifacts.length;
    const what = isUuid(reference)
      ? `The artifact ${reference}`
      : `The artifact "${reference}" (${count} ${count === 1 ? "version" : "versions"})`;
    const question = `Delete t${what.slice(1)}?`;
    if (!(await isConfirmed(question, options))) return warn("Nothing was deleted.");
    // The oldest first: the latest of the key stays what it was until it is deleted itself.
    for (const { id } of artifacts.toReversed()) await client.deleteArtifact({ params: { id } });
    print(`${what} is deleted.`);
  });
}
