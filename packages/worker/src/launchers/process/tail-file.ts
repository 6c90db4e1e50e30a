import { type FileHandle, open } from "node:fs/promises";
import { StringDecoder } from "node:string_decoder";

const CHUNK_BYTES = 64 * 1024;
// A line without an end would gather in memory; nobody reads such a line whole.
const LONGEST_LINE = 1_000_000;

/** Reads the lines that others append to a file. */
export class FileTail {
  readonly #path: string;
  readonly #onLine: (text: string) => void;
  readonly #decoder = new StringDecoder("utf8");
  #file: FileHandle | undefined;
  #position: number;
  #unfinished = "";
  #reading: Promise<void> = Promise.resolve();

  /** Begins at a byte offset of the file, which need not exist yet. */
  constructor(path: string, onLine: (text: string) => void, position = 0) {
    this.#path = path;
    this.#onLine = onLine;
    this.#position = position;
  }

  /** The offset behind the last whole line that was read. */
  get position(): number {
    return this.#position - Buffer.byteLength(this.#unfinished);
  }

  /** Reads what has come since the last time; calls wait for each other. */
  read(): Promise<void> {
    this.#reading = this.#reading.then(() => this.#readOn());
    return this.#reading;
  }

  /** Reads the rest, the last line also without an end, and lets the file go. */
  async close(): Promise<void> {
    await this.read();
    if (this.#unfinished !== "") this.#onLine(this.#unfinished);
    this.#unfinished = "";
    await this.#file?.close();
    this.#file = undefined;
  }

  async #readOn(): Promise<void> {
    this.#file ??= await open(this.#path, "r").catch(() => undefined);
    if (!this.#file) return;
    const buffer = Buffer.alloc(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await this.#file.read(buffer, 0, CHUNK_BYTES, this.#position);
      if (bytesRead === 0) return;
      this.#position += bytesRead;
      this.#take(this.#decoder.write(buffer.subarray(0, bytesRead)));
    }
  }

  #take(text: string): void {
    const lines = (this.#unfinished + text).split("\n");
    this.#unfinished = lines.pop() ?? "";
    for (const line of lines) this.#onLine(line.replace(/\r$/, ""));
    if (this.#unfinished.length > LONGEST_LINE) {
      this.#onLine(this.#unfinished);
      this.#unfinished = "";
    }
  }
}

/** What a file ends with, at most so many lines; none when there is no such file. */
export async function readLastLines(path: string, count: number): Promise<string[]> {
  const file = await open(path, "r").catch(() => undefined);
  if (!file) return [];
  try {
    const { size } = await file.stat();
    const start = Math.max(0, size - CHUNK_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(CHUNK_BYTES), 0, CHUNK_BYTES, start);
    const lines = buffer
      .toString("utf8", 0, bytesRead)
      .replace(/\r?\n$/, "")
      .split(/\r?\n/);
    return lines.slice(-count).filter((line, place) => place > 0 || line !== "");
  } finally {
    await file.close();
  }
}
