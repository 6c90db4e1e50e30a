/**
 * Works on items as they come, so many at a time. The first failure stops the rest, whose signal it aborts, and is
 * thrown when all have stopped.
 */
export async function forEachInParallel<Item>(
  items: AsyncIterable<Item>,
  concurrency: number,
  outer: AbortSignal | undefined,
  work: (item: Item, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failure = new AbortController();
  const signal = outer ? AbortSignal.any([outer, failure.signal]) : failure.signal;
  const iterator = items[Symbol.asyncIterator]();
  const workThrough = async () => {
    for (;;) {
      signal.throwIfAborted();
      const next = await iterator.next();
      if (next.done) return;
      await work(next.value, signal);
    }
  };
  await Promise.all(
    Array.from({ length: concurrency }, () => workThrough().catch((error: unknown) => failure.abort(error))),
  );
  // What makes the items may hold something open, such as a folder.
  await iterator.return?.();
  if (failure.signal.aborted) throw failure.signal.reason;
}
