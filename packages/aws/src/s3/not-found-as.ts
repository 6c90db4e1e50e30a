import { S3ServiceException } from "@aws-sdk/client-s3";
import { ReeveError } from "@reeve/protocol/errors";

/** For `catch` on calls: tells of a bucket, or an object where one is named, that is not there as every file system does. */
export const notFoundAs =
  (bucket: string, key?: string) =>
  (cause: unknown): never => {
    if (!(cause instanceof S3ServiceException) || cause.$metadata.httpStatusCode !== 404) throw cause;
    if (cause.name === "NoSuchBucket") {
      throw new ReeveError("not_found", `There is no bucket "${bucket}".`, { cause });
    }
    if (key === undefined) throw cause;
    throw new ReeveError("not_found", `There is no object "${key}" in the bucket "${bucket}".`, { cause });
  };
