/** Tells readers inside this process that something was committed; they look for themselves at what it was. */
export class CommitSignal {
  readonly #listeners = new Set<() => void>();

  /** Calls every listener; none of them may wait or throw. */
  notify(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Adds a listener; the function that comes back removes it. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
