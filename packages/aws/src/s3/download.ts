import { mkdir, open, rename, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DownloadJournal } from "./download-journal.ts";
import { fetchPart, type ObjectPart } from "./fetch-part.ts";
import { pathBelow } from "./keys.ts";
import { listObjects, type S3Object } from "./list-objects.ts";
import { forEachInParallel } from "./parallel.ts";
import {
  CONCURRENCY,
  type S3Place,
  TransferCount,
  type TransferOptions,
  type Transferred,
} from "./transfer.ts";

/** Larger objects are fetched in parts of this size, several at once. */
const PART_BYTES = 16 * 1024 * 1024;

/** An object on its way into a file, which has another name until it is whole. */
type Download = { object: S3Object; path: string; target: string; partial: string; partsLeft: number };
type DownloadPart = ObjectPart & { download: Download };

/**
 * Downloads the objects below a prefix into a folder, several at once and each by way of a stream. What an earlier
 * download of the same objects got done before it was cut off is not fetched again.
 */
export async function downloadFolder(
  place: S3Place,
  prefix: string,
  folder: string,
  options: TransferOptions = {},
): Promise<Transferred> {
  await mkdir(folder, { recursive: true });
  await using journal = await DownloadJournal.open(folder);
  const named = async function* () {
    for await (const object of listObjects(place, prefix, options.signal)) {
      const path = pathBelow(prefix, object.key);
      yield { object, path, target: join(folder, path) };
    }
  };
  const transferred = await download(place, named(), journal, options);
  await journal.complete();
  return transferred;
}

/** Downloads one object into a file, its parts at once when it is large. */
export async function downloadObject(
  place: S3Place,
  object: S3Object,
  target: string,
  options: TransferOptions = {},
): Promise<Transferred> {
  const named = async function* () {
    yield { object, path: object.key, target };
  };
  return download(place, named(), undefined, options);
}

type Named = Pick<Download, "object" | "path" | "target">;

async function download(
  place: S3Place,
  objects: AsyncIterable<Named>,
  journal: DownloadJournal | undefined,
  { concurrency = CONCURRENCY, onProgress, signal }: TransferOptions,
): Promise<Transferred> {
  const count = new TransferCount(onProgress);
  const parts = partsOf(objects, journal, count);
  await forEachInParallel(parts, concurrency, signal, async (part, stop) => {
    const { object, start, end, download } = part;
    await fetchPart(place, part, download.partial, stop);
    await finishPart(download);
    journal?.add({ key: object.key, etag: object.etag, start });
    count.finished(download.path, end - start, download.partsLeft === 0);
  });
  return count.done;
}

async function finishPart(download: Download): Promise<void> {
  download.partsLeft -= 1;
  if (download.partsLeft === 0) await rename(download.partial, download.target);
}

/** The parts that are still to be fetched; what is there from an earlier download counts as done. */
async function* partsOf(
  objects: AsyncIterable<Named>,
  journal: DownloadJournal | undefined,
  count: TransferCount,
): AsyncGenerator<DownloadPart> {
  let made: string | undefined;
  for await (const named of objects) {
    const { object, target, path } = named;
    count.found(object.size);
    // Lists are in the order of keys, so those of one folder come together.
    if (made !== dirname(target)) await mkdir(dirname(target), { recursive: true });
    made = dirname(target);
    const starts = startsOf(object);
    const partial = partialOf(target, object);
    const had = new Set(
      starts.filter((start) => journal?.has({ key: object.key, etag: object.etag, start })),
    );
    if (had.size === starts.length && (await sizeOf(target)) === object.size) {
      count.finished(path, object.size);
      continue;
    }
    // Parts without their file are no parts.
    if (had.size > 0 && (had.size === starts.length || (await sizeOf(partial)) === undefined)) had.clear();
    if (starts.length > 1) await (await open(partial, had.size > 0 ? "r+" : "w")).close();
    const download = { ...named, partial, partsLeft: starts.length - had.size };
    for (const start of starts) {
      const end = Math.min(start + PART_BYTES, object.size);
      if (had.has(start)) count.finished(path, end - start, false);
      else yield { object, start, end, download };
    }
  }
}

/** By the ETag too, so that parts of one version never meet those of another. */
const partialOf = (target: string, { etag }: S3Object): string =>
  `${target}.${etag.replaceAll(/\W/g, "").slice(0, 8)}.reeve-part`;

function startsOf({ size }: S3Object): number[] {
  return Array.from({ length: Math.max(1, Math.ceil(size / PART_BYTES)) }, (_, index) => index * PART_BYTES);
}

const sizeOf = (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
