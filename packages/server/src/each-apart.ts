/** How often something was done, and what went wrong first. */
export type DoneApart = { readonly done: number; throwAnyFault(): void };

// Fewer than a server has connections to PostgreSQL. Hundreds at once would hold all of them, so that requests would
// wait behind every one of these, and on a busy machine the last would give up waiting for a connection.
const AT_ONCE = 8;

/**
 * Does something for each of several, for a few at a time, and waits for all of it: what fails for one keeps none of the
 * others from being done. Whoever calls ends its own work and then throws the fault.
 */
export async function eachApart<T>(
  items: readonly T[],
  act: (item: T) => Promise<boolean>,
): Promise<DoneApart> {
  let done = 0;
  const faults: unknown[] = [];
  const left = items.values();
  const doWhatIsLeft = async () => {
    for (const item of left) {
      try {
        if (await act(item)) done += 1;
      } catch (fault) {
        faults.push(fault);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, doWhatIsLeft));
  return {
    done,
    throwAnyFault: () => {
      if (faults.length > 0) throw faults[0];
    },
  };
}
