import { createHash } from "node:crypto";

/**
 * Who of the receivers of a message has got it, over all attempts to send it. Kept are digests: phones and addresses are
 * nobody's business who reads what is still to be done.
 */
export class Receipts {
  readonly #keys: Set<string>;
  readonly #save: (keys: readonly string[]) => Promise<void>;
  #saved: Promise<void> = Promise.resolve();

  /** Goes on from those that an earlier attempt has saved. */
  constructor(keys: readonly string[], save: (keys: readonly string[]) => Promise<void>) {
    this.#keys = new Set(keys);
    this.#save = save;
  }

  has(receiver: string): boolean {
    return this.#keys.has(receiverKey(receiver));
  }

  /** Resolves when it is stored that these have got the message. */
  add(receivers: readonly string[]): Promise<void> {
    for (const receiver of receivers) this.#keys.add(receiverKey(receiver));
    // One after another: a shorter list must not be stored over a longer one.
    this.#saved = this.#saved.then(() => this.#save([...this.#keys]));
    return this.#saved;
  }
}

/** What stands for a receiver; the same at each attempt. */
export const receiverKey = (receiver: string): string =>
  createHash("sha256").update(receiver).digest("hex").slice(0, 16);
