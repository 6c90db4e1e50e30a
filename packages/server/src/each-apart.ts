/** How often something was done, and what went wrong first. */
export type DoneApart = { readonly done: number; throwAnyFault(): void };

/**
 * Does something for each of several and waits for all of it: what fails for one keeps none of the others from being
 * done. Whoever calls ends its own work and then throws the fault.
 */
export async function eachApart<T>(
  items: readonly T[],
  act: (item: T) => Promise<boolean>,
): Promise<DoneApart> {
  const outcomes = await Promise.allSettled(items.map(act));
  const fault = outcomes.find((outcome) => outcome.status === "rejected");
  return {
    done: outcomes.filter((outcome) => outcome.status === "fulfilled" && outcome.value).length,
    throwAnyFault: () => {
      if (fault) throw fault.reason;
    },
  };
}
