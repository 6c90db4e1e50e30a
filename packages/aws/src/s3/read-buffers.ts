import { open } from "node:fs/promises";

/**
 * Memory that files are read into, over and over. A buffer for each file would pile up until the garbage is collected,
 * which waits for tens of megabytes of them.
 */
export class ReadBuffers {
  readonly #free: Buffer[] = [];

  /** Gives the content of a file to `use`, who may keep none of it beyond that. */
  async withContent<T>(location: string, use: (content: Buffer) => Promise<T>): Promise<T> {
    await using file = await open(location);
    const { size } = await file.stat();
    const buffer = this.#take(size);
    let length = 0;
    while (length < size) {
      const { bytesRead } = await file.read(buffer, length, size - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    const used = await use(buffer.subarray(0, length));
    // Not where it failed: a request that was given up may still be sending.
    this.#free.push(buffer);
    return used;
  }

  #take(size: number): Buffer {
    const at = this.#free.findIndex((buffer) => buffer.byteLength >= size);
    if (at >= 0) return this.#free.splice(at, 1)[0]!;
    // In place of one that is too small, and in steps, so that files of many sizes soon find one.
    this.#free.pop();
    return Buffer.allocUnsafeSlow(2 ** Math.ceil(Math.log2(Math.max(size, 65_536))));
  }
}
