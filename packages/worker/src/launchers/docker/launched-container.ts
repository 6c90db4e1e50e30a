import { hostname } from "node:os";
import type { Readable } from "node:stream";
import { PassThrough } from "node:stream";
import type Docker from "dockerode";
import type { RunFolder } from "../../run-folder.ts";
import type { Ending, Launched, OutputLine } from "../launcher.ts";

const KEPT_LINES = 20;
// What a worker that died between reading a line and noting its time passes on twice is bounded by this.
const NOTE_EVERY_MS = 1000;

/** What a later worker needs to find a container again: its id, and when the last line that was passed on was written. */
export type ContainerRecord = { id: string; autoRemove: boolean; readUntil: string | null };

export const CONTAINER_FILE = "container.json";

/** A container that a worker started, whichever worker that was. */
export class LaunchedContainer implements Launched {
  readonly identifier: string;
  readonly ended: Promise<Ending>;
  readonly #container: Docker.Container;
  readonly #docker: Docker;
  readonly #record: ContainerRecord;
  readonly #folder: RunFolder;
  readonly #onOutput: (line: OutputLine) => void;
  readonly #lastLines: string[] = [];
  #log: Readable | undefined;
  #notedAt = 0;
  #isAbandoned = false;

  constructor(
    docker: Docker,
    record: ContainerRecord,
    folder: RunFolder,
    onOutput: (line: OutputLine) => void,
  ) {
    this.identifier = `${hostname()}:${record.id}`;
    this.#docker = docker;
    this.#container = docker.getContainer(record.id);
    this.#record = record;
    this.#folder = folder;
    this.#onOutput = onOutput;
    this.ended = this.#follow();
  }

  async stop(graceMs: number): Promise<void> {
    await ignoreGone(this.#container.stop({ t: Math.ceil(graceMs / 1000) }));
    await this.ended;
  }

  cancel(graceMs: number): Promise<void> {
    return this.stop(graceMs);
  }

  async discard(): Promise<void> {
    if (this.#record.autoRemove) await ignoreGone(this.#container.remove({ force: true, v: true }));
  }

  abandon(): void {
    this.#isAbandoned = true;
    this.#log?.destroy();
  }

  async #follow(): Promise<Ending> {
    const read = this.#readLog();
    const exitCode = await this.#container.wait().then(
      ({ StatusCode }: { StatusCode: number }) => StatusCode,
      () => null,
    );
    // The worker is about to end: nobody is to be told of an end that it did not see.
    if (this.#isAbandoned) return new Promise<never>(() => {});
    await read.catch(() => {});
    return { exitCode, lastLines: this.#lastLines };
  }

  async #readLog(): Promise<void> {
    const { readUntil } = this.#record;
    const log = (await this.#container.logs({
      follow: true,
      stdout: true,
      stderr: true,
      timestamps: true,
      ...(readUntil !== null && { since: Date.parse(readUntil) / 1000 }),
    })) as unknown as Readable;
    this.#log = log;
    const streams = { stdout: new PassThrough(), stderr: new PassThrough() };
    this.#docker.modem.demuxStream(log, streams.stdout, streams.stderr);
    const ended = new Promise<void>((resolve) => void log.once("close", resolve).once("end", resolve));
    void ended.then(() => {
      streams.stdout.end();
      streams.stderr.end();
    });
    await Promise.all([this.#readLines("stdout", streams.stdout), this.#readLines("stderr", streams.stderr)]);
  }

  async #readLines(stream: OutputLine["stream"], source: Readable): Promise<void> {
    let unfinished = "";
    for await (const chunk of source.setEncoding("utf8")) {
      const lines = (unfinished + chunk).split("\n");
      unfinished = lines.pop() ?? "";
      for (const line of lines) this.#take(stream, line);
    }
    if (unfinished !== "") this.#take(stream, unfinished);
  }

  #take(stream: OutputLine["stream"], line: string): void {
    const space = line.indexOf(" ");
    const [time, text] = [line.slice(0, space), line.slice(space + 1)];
    // `since` counts whole seconds on some engines, so a line can come again.
    if (this.#record.readUntil !== null && time <= this.#record.readUntil) return;
    if (stream === "stderr") {
      this.#lastLines.push(text);
      if (this.#lastLines.length > KEPT_LINES) this.#lastLines.shift();
    }
    this.#onOutput({ stream, text });
    void this.#note(time);
  }

  async #note(readUntil: string): Promise<void> {
    const now = Date.now();
    if (now - this.#notedAt < NOTE_EVERY_MS) return;
    this.#notedAt = now;
    // Where the disk is full, a later worker passes lines on twice rather than never.
    await this.#folder.writeJson(CONTAINER_FILE, { ...this.#record, readUntil }).catch(() => {});
  }
}

/** A container that is gone or has stopped already is what was wanted. */
async function ignoreGone(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    const { statusCode } = error as { statusCode?: number };
    if (statusCode !== 304 && statusCode !== 404 && statusCode !== 409) throw error;
  }
}
