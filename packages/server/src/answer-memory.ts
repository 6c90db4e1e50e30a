/** A long answer that a thread has written: which place of the memory it is in, and how many bytes it is. */
export type WrittenAnswer = { readonly place: number; readonly length: number };

// Fifty runs are 77 kB, and two hundred, the most a page has by default, 300.
const PLACE_BYTES = 512 * 1024;
// Taken from the first on, so that those that are never needed take no memory.
const PLACES = 16;
const FREE = 0;
const TAKEN = 1;

const encoder = new TextEncoder();

/**
 * Memory that all reading threads write long answers into, and from which they are sent. Bytes handed over from one
 * thread to another are counted by the one that gets them as its own, and some hundred such answers made it look
 * through all its objects for some to free.
 */
export class AnswerMemory {
  readonly shared: SharedArrayBuffer;
  readonly #states: Int32Array;

  constructor(shared = new SharedArrayBuffer(PLACES * (Int32Array.BYTES_PER_ELEMENT + PLACE_BYTES))) {
    this.shared = shared;
    this.#states = new Int32Array(shared, PLACES * PLACE_BYTES, PLACES);
  }

  /** Writes a text into a free place, which stays taken until it is freed; undefined where it fits none, or none is free. */
  write(text: string): WrittenAnswer | undefined {
    if (text.length > PLACE_BYTES) return undefined;
    for (let place = 0; place < PLACES; place++) {
      if (Atomics.compareExchange(this.#states, place, FREE, TAKEN) !== FREE) continue;
      const { read, written } = encoder.encodeInto(text, this.#bytes(place, PLACE_BYTES));
      if (read === text.length) return { place, length: written };
      this.free(place);
      return undefined;
    }
    return undefined;
  }

  read({ place, length }: WrittenAnswer): Buffer {
    return this.#bytes(place, length);
  }

  free(place: number): void {
    Atomics.store(this.#states, place, FREE);
  }

  #bytes(place: number, length: number): Buffer {
    return Buffer.from(this.shared, place * PLACE_BYTES, length);
  }
}
