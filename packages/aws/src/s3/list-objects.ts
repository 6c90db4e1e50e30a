import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import type { S3Place } from "./transfer.ts";

/** An object of a bucket, as lists have it. */
export type S3Object = { key: string; size: number; etag: string; modifiedAt: Date };

/** The objects whose keys begin with the prefix, a page after the other, without those that stand for folders. */
export async function* listObjects(
  { client, bucket }: S3Place,
  prefix: string,
  signal?: AbortSignal,
): AsyncGenerator<S3Object> {
  let token: string | undefined;
  do {
    const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token });
    const { Contents = [], NextContinuationToken } = await client.send(command, { abortSignal: signal });
    for (const { Key = "", Size = 0, ETag = "", LastModified = new Date(0) } of Contents) {
      if (!Key.endsWith("/")) yield { key: Key, size: Size, etag: ETag, modifiedAt: LastModified };
    }
    token = NextContinuationToken;
  } while (token !== undefined);
}
