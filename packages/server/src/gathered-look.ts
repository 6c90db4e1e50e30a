/**
 * Looks a moment after it was woken, once for all who woke it meanwhile and never twice at the same time; whoever
 * wakes it while it looks makes it look again.
 */
export class GatheredLook implements Disposable {
  readonly #look: () => Promise<void>;
  readonly #onError: (error: unknown) => void;
  readonly #delayMs: number;
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;
  #isStale = false;
  #isOver = false;

  constructor(delayMs: number, look: () => Promise<void>, onError: (error: unknown) => void) {
    this.#delayMs = delayMs;
    this.#look = look;
    this.#onError = onError;
  }

  wake(): void {
    this.#isStale = true;
    if (this.#isOver || this.#isLooking) return;
    this.#timer ??= setTimeout(() => void this.#run(), this.#delayMs).unref();
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    this.#timer = undefined;
    this.#isLooking = true;
    this.#isStale = false;
    try {
      await this.#look();
    } catch (error) {
      this.#onError(error);
    }
    this.#isLooking = false;
    if (this.#isStale) this.wake();
  }
}
