const listeners = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls the function when the signal fires, at once if it has, until what is returned is called. Unlike
 * `addEventListener`, whose time grows with the listeners there are, it bears one for each of many thousand tasks.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  if (signal.aborted) {
    listener();
    return () => {};
  }
  let all = listeners.get(signal);
  if (!all) {
    const created = new Set<() => void>();
    listeners.set(signal, created);
    signal.addEventListener(
      "abort",
      () => {
        for (const call of [...created]) call();
      },
      { once: true },
    );
    all = created;
  }
  const registered = all;
  registered.add(listener);
  return () => registered.delete(listener);
}
