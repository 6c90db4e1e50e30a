import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { forEachInParallel } from "./parallel.ts";
import type { S3Place } from "./transfer.ts";

/** An object by its bucket and key. */
export type ObjectName = { Bucket: string; Key: string };

/** What S3 copies with one request at most. */
const MOST_AT_ONCE_BYTES = 5 * 1024 ** 3;
/** Large enough that the largest object, 5 TiB, has no more parts than S3 allows: 10,000. */
const PART_BYTES = 1024 ** 3;
const PARTS_AT_ONCE = 8;

/** Copies an object within S3, by several requests where one cannot: beyond 5 GiB, or `partBytes` (5 MiB at least). */
export async function copyObject(
  { client, bucket }: S3Place,
  key: string,
  target: ObjectName,
  partBytes?: number,
): Promise<void> {
  const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
  const CopySource = [bucket, ...key.split("/")].map(encodeURIComponent).join("/");
  if ((head.ContentLength ?? 0) <= (partBytes ?? MOST_AT_ONCE_BYTES)) {
    await client.send(new CopyObjectCommand({ ...target, CopySource, CopySourceIfMatch: head.ETag }));
    return;
  }
  const source = { CopySource, CopySourceIfMatch: head.ETag };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...target, ...kept(head) }));
  const upload = { ...target, UploadId };
  try {
    const Parts = await copyParts(client, { ...upload, ...source }, head.ContentLength!, partBytes);
    await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
  } catch (error) {
    // What is not completed would be stored, and paid for, out of sight.
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => {});
    throw error;
  }
}

type Part = { PartNumber: number; ETag: string | undefined };
type PartSource = ObjectName & {
  UploadId: string | undefined;
  CopySource: string;
  CopySourceIfMatch: string | undefined;
};

async function copyParts(
  client: S3Place["client"],
  source: PartSource,
  size: number,
  partBytes = PART_BYTES,
): Promise<Part[]> {
  const parts: Part[] = [];
  const numbers = async function* () {
    for (let number = 1; (number - 1) * partBytes < size; number += 1) yield number;
  };
  await forEachInParallel(numbers(), PARTS_AT_ONCE, undefined, async (PartNumber, abortSignal) => {
    const start = (PartNumber - 1) * partBytes;
    const CopySourceRange = `bytes=${start}-${Math.min(start + partBytes, size) - 1}`;
    const command = new UploadPartCopyCommand({ ...source, PartNumber, CopySourceRange });
    const { CopyPartResult } = await client.send(command, { abortSignal });
    parts[PartNumber - 1] = { PartNumber, ETag: CopyPartResult?.ETag };
  });
  return parts;
}

/** What one request would copy with the content. */
const kept = (head: HeadObjectCommandOutput) => ({
  ContentType: head.ContentType,
  ContentEncoding: head.ContentEncoding,
  ContentLanguage: head.ContentLanguage,
  ContentDisposition: head.ContentDisposition,
  CacheControl: head.CacheControl,
  Metadata: head.Metadata,
});
