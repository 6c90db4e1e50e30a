import type { LogCreate } from "@reeve/protocol";
import type { Client } from "./create-client.ts";

export type LogShipperOptions = {
  client: Pick<Client, "createLogs">;
  batchIntervalMs: number;
  batchSizeBytes: number;
  maxLineBytes: number;
  onWarning: (message: string) => void;
};

// A line after a pause is sent at once but for this, so that a reader sees it live, with its neighbours.
const FIRST_DELAY_MS = 100;
const ENVELOPE_BYTES = 300;
const MARK = " … (cut: the line was longer)";

/** Sends log lines to the server in batches, in their order, in the background. */
export class LogShipper {
  readonly #options: LogShipperOptions;
  #lines: LogCreate[] = [];
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> | undefined;
  #lastSentAt = 0;
  #warned = false;

  constructor(options: LogShipperOptions) {
    this.#options = options;
  }

  /** Takes a line to be sent soon; never waits and never throws. */
  add(line: LogCreate): void {
    const message = cut(line.message, this.#options.maxLineBytes);
    this.#lines.push({ ...line, message });
    this.#bytes += message.length + ENVELOPE_BYTES;
    if (this.#bytes >= this.#options.batchSizeBytes) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), this.#delayMs());
  }

  /** Resolves when the server has every line taken so far, or it was said that it does not take them. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
    });
    await this.#sending;
  }

  #delayMs(): number {
    const sinceLast = Date.now() - this.#lastSentAt;
    return Math.max(FIRST_DELAY_MS, this.#options.batchIntervalMs - sinceLast);
  }

  async #sendAll(): Promise<void> {
    while (this.#lines.length > 0) {
      const body = this.#takeBatch();
      try {
        await this.#options.client.createLogs({ body });
        this.#warned = false;
      } catch (error) {
        if (!this.#warned) {
          this.#options.onWarning(`${body.length} log lines were not stored: ${(error as Error).message}`);
        }
        this.#warned = true;
      }
      this.#lastSentAt = Date.now();
    }
  }

  #takeBatch(): LogCreate[] {
    let bytes = 0;
    let count = 0;
    for (const { message } of this.#lines) {
      bytes += message.length + ENVELOPE_BYTES;
      if (count > 0 && bytes > this.#options.batchSizeBytes) break;
      count += 1;
    }
    const batch = this.#lines.splice(0, count);
    this.#bytes = this.#lines.reduce((sum, { message }) => sum + message.length + ENVELOPE_BYTES, 0);
    return batch;
  }
}

/** Cuts text that is longer than so many bytes, between characters. */
function cut(text: string, maxBytes: number): string {
  // No character takes more than three bytes for each of its UTF-16 units: short text needs no count.
  if (text.length * 3 <= maxBytes || Buffer.byteLength(text) <= maxBytes) return text;
  const room = Buffer.from(text).subarray(0, maxBytes - Buffer.byteLength(MARK));
  return room.toString("utf8").replace(/\uFFFD+$/, "") + MARK;
}
