import { onAbort } from "./on-abort.ts";

/** Lets only so many hold it at a time; the others wait their turn. */
export class Limiter {
  #free: number;
  /** In the order of their coming, which a Set keeps. */
  readonly #waiting = new Set<() => void>();

  constructor(limit: number) {
    this.#free = limit;
  }

  /** Waits for a turn, which ends when what is returned is disposed of; rejects when the signal fires first. */
  async enter(signal: AbortSignal): Promise<Disposable> {
    signal.throwIfAborted();
    if (this.#free > 0) this.#free -= 1;
    else await this.#turn(signal);
    return { [Symbol.dispose]: () => this.#leave() };
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        release();
        resolve();
      };
      this.#waiting.add(begin);
      const release = onAbort(signal, () => {
        this.#waiting.delete(begin);
        reject(signal.reason);
      });
    });
  }

  #leave(): void {
    const [next] = this.#waiting;
    if (!next) {
      this.#free += 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
