import fc from "fast-check";

/**
 * Holds a property in up to so many runs, of which none begins once the time is over: fast-check itself breaks off the run it
 * is in, which then goes on writing beside the next test.
 */
export async function holdWithin<T>(
  milliseconds: number,
  numRuns: number,
  property: fc.IAsyncProperty<T>,
): Promise<void> {
  const run = property.run.bind(property);
  let end: number | undefined;
  property.run = async (value) => {
    end ??= performance.now() + milliseconds;
    return performance.now() < end ? run(value) : null;
  };
  await fc.assert(property, { numRuns });
}
