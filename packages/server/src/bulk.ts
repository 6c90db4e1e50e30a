import { ERROR_STATUS, ReeveError } from "@reeve/protocol";

const NOT_FOUND = 404;

/**
 * Does something to each of the rows that were found, one after the other, so that others get their turn between
 * two. Answers the ids of those that were still there.
 */
export async function forEachStillThere(
  rows: readonly { readonly id: string }[],
  act: (id: string) => Promise<unknown>,
): Promise<string[]> {
  const done: string[] = [];
  for (const { id } of rows) {
    try {
      await act(id);
      done.push(id);
    } catch (error) {
      if (!(error instanceof ReeveError) || ERROR_STATUS[error.code] !== NOT_FOUND) throw error;
    }
  }
  return done;
}
