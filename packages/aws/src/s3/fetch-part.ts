import { createWriteStream } from "node:fs";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import { GetObjectCommand, S3ServiceException } from "@aws-sdk/client-s3";
import { ReeveError } from "@reeve/protocol/errors";
import type { S3Object } from "./list-objects.ts";
import type { S3Place } from "./transfer.ts";

/** The bytes of an object from `start` to before `end`. */
export type ObjectPart = { object: S3Object; start: number; end: number };

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 200;

/**
 * Writes a part of an object to its place in a file, by way of a stream. The client repeats requests that fail; what
 * breaks off in the middle is repeated here.
 */
export async function fetchPart(
  place: S3Place,
  part: ObjectPart,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fetchOnce(place, part, file, signal);
    } catch (error) {
      if (signal.aborted || attempt === ATTEMPTS || !isPassing(error)) throw asTold(error, part.object);
      await delay(FIRST_PAUSE_MS * 2 ** (attempt - 1), undefined, { signal });
    }
  }
}

async function fetchOnce(
  { client, bucket }: S3Place,
  { object, start, end }: ObjectPart,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  const isWhole = start === 0 && end === object.size;
  const { Body } = await client.send(
    new GetObjectCommand({
      Bucket: bucket,
      Key: object.key,
      // Parts of two versions would make a file that never was.
      IfMatch: object.etag,
      ...(isWhole ? {} : { Range: `bytes=${start}-${end - 1}` }),
    }),
    { abortSignal: signal },
  );
  const sink = createWriteStream(file, isWhole ? {} : { flags: "r+", start });
  await pipeline(Body as Readable, sink, { signal });
  if (sink.bytesWritten !== end - start) {
    throw new BrokenOff(`${sink.bytesWritten} of ${end - start} bytes of "${object.key}" arrived.`);
  }
}

class BrokenOff extends Error {}

/** What the server refuses it refuses again; everything else may pass. */
const isPassing = (error: unknown): boolean =>
  error instanceof S3ServiceException
    ? (error.$metadata.httpStatusCode ?? 0) >= 500
    : error instanceof BrokenOff || typeof (error as NodeJS.ErrnoException).code === "string"
      ? !isOfTheDisk(error)
      : false;

const isOfTheDisk = (error: unknown): boolean =>
  /^(ENOSPC|EACCES|EPERM|EROFS|EISDIR|ENOTDIR|ENOENT|EDQUOT|EMFILE)$/.test(
    (error as NodeJS.ErrnoException).code ?? "",
  );

function asTold(error: unknown, { key }: S3Object): unknown {
  if (!(error instanceof S3ServiceException) || error.$metadata.httpStatusCode !== 412) return error;
  return new ReeveError(
    "invalid_request",
    `The object "${key}" was changed while it was downloaded; download it again.`,
    { cause: error },
  );
}
