import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { ReeveError } from "@reeve/protocol/errors";
import {
  DIRECTORY_CAPABILITIES,
  type DirectoryCopy,
  type DirectoryStorage,
  defineBlock,
  FILE_SYSTEM_CAPABILITIES,
  type WritableFileSystem,
} from "@reeve/sdk";
import { z } from "zod";
import { namesBucketsInPath } from "../client-options.ts";
import { copyObject } from "../s3/copy.ts";
import { downloadFolder, downloadObject } from "../s3/download.ts";
import { folderPrefix, joinKey, resolveKey } from "../s3/keys.ts";
import { listObjects, type S3Object } from "../s3/list-objects.ts";
import { notFoundAs } from "../s3/not-found-as.ts";
import type { S3Place, TransferOptions, Transferred } from "../s3/transfer.ts";
import { type FolderUploadOptions, type UploadOptions, uploadFile, uploadFolder } from "../s3/upload.ts";
import { AwsCredentials } from "./aws-credentials.ts";
import { MinIOCredentials } from "./minio-credentials.ts";
import { withNestedSchemas } from "./nested-schemas.ts";
import awsCredentials from "./schemas/aws-credentials.json" with { type: "json" };
import minioCredentials from "./schemas/minio-credentials.json" with { type: "json" };
import schema from "./schemas/s3-bucket.json" with { type: "json" };

export type CopyOptions = {
  /** Another bucket as the target, by its block or its name. */
  toBucket?: S3Bucket | string;
  /**
   * How much one request copies, in bytes, 5 MiB at least; larger objects are copied in parts of this size. S3 itself
   * copies up to 5 GiB at once, and without this nothing smaller is copied in parts.
   */
  partBytes?: number;
};

export type PresignOptions = {
  /** Whether whoever has the URL may read the object, or write it. */
  to?: "read" | "write";
  /** For how long; an hour unless told otherwise, a week at most. */
  seconds?: number;
};

/** A bucket of S3 or of another server that speaks its language: a place for files, folders and results. */
export class S3Bucket
  extends defineBlock({
    name: "S3 Bucket",
    description:
      "A bucket of S3, or of another server that speaks its language, for files, folders and results.",
    documentationUrl: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingBucket.html",
    capabilities: [...DIRECTORY_CAPABILITIES, ...FILE_SYSTEM_CAPABILITIES],
    schema: withNestedSchemas(schema, awsCredentials, minioCredentials),
    fields: z.object({
      bucket_name: z.string(),
      credentials: z
        .union([z.instanceof(MinIOCredentials), z.instanceof(AwsCredentials)])
        .default(() => new AwsCredentials({})),
      bucket_folder: z.string().default(""),
    }),
  })
  implements WritableFileSystem, DirectoryStorage
{
  #client: S3Client | undefined;

  /** The objects in a folder and below it, as they are listed. */
  async *list(folder = "", signal?: AbortSignal): AsyncGenerator<S3Object> {
    try {
      yield* listObjects(this.#place, folderPrefix(joinKey(this.bucket_folder, folder)), signal);
    } catch (error) {
      notFoundAs(this.bucket_name)(error);
    }
  }

  async readPath(path: string): Promise<Uint8Array> {
    const Key = resolveKey(this.bucket_folder, path);
    const command = new GetObjectCommand({ Bucket: this.bucket_name, Key });
    const { Body } = await this.#place.client.send(command).catch(notFoundAs(this.bucket_name, Key));
    return Body!.transformToByteArray();
  }

  async writePath(path: string, content: Uint8Array): Promise<string> {
    const Key = resolveKey(this.bucket_folder, path);
    const body = { Body: content, ContentLength: content.byteLength };
    const command = new PutObjectCommand({ Bucket: this.bucket_name, Key, ...body });
    await this.#place.client.send(command).catch(notFoundAs(this.bucket_name));
    return `s3://${this.bucket_name}/${Key}`;
  }

  async deletePath(path: string): Promise<void> {
    const Key = resolveKey(this.bucket_folder, path);
    await this.#place.client.send(new DeleteObjectCommand({ Bucket: this.bucket_name, Key }));
  }

  /** Uploads a file, by default under its own name; answers the key. */
  async uploadFromPath(
    fromPath: string,
    toPath = basename(fromPath),
    options?: UploadOptions,
  ): Promise<string> {
    const location = resolve(fromPath);
    const { size } = await stat(location).catch((cause: unknown) => {
      throw new ReeveError("not_found", `There is no file ${fromPath}.`, { cause });
    });
    const key = joinKey(this.bucket_folder, toPath);
    const file = { path: fromPath, location, size };
    await uploadFile(this.#place, file, key, options).catch(notFoundAs(this.bucket_name));
    return key;
  }

  /** Downloads an object into a file, by default of its own name in the working directory; answers the file's path. */
  async downloadObjectToPath(
    fromPath: string,
    toPath = basename(fromPath),
    options?: TransferOptions,
  ): Promise<string> {
    const Key = joinKey(this.bucket_folder, fromPath);
    const command = new HeadObjectCommand({ Bucket: this.bucket_name, Key });
    const found = await this.#place.client.send(command).catch(notFoundAs(this.bucket_name, Key));
    const { ContentLength: size = 0, ETag: etag = "", LastModified: modifiedAt = new Date(0) } = found;
    const target = resolve(toPath);
    await downloadObject(this.#place, { key: Key, size, etag, modifiedAt }, target, options);
    return target;
  }

  /** Uploads what is in a folder, without what its ignore file names, several files at once. */
  uploadFromFolder(fromFolder: string, toFolder = "", options?: FolderUploadOptions): Promise<Transferred> {
    const key = joinKey(this.bucket_folder, toFolder);
    return uploadFolder(this.#place, resolve(fromFolder), key, options).catch(notFoundAs(this.bucket_name));
  }

  /**
   * Downloads what is in a folder of the bucket into a local one, several files at once. When it was cut off, the same
   * call goes on where it was.
   */
  downloadFolderToPath(fromFolder: string, toFolder = ".", options?: TransferOptions): Promise<Transferred> {
    const prefix = folderPrefix(joinKey(this.bucket_folder, fromFolder));
    const transferred = downloadFolder(this.#place, prefix, resolve(toFolder), options);
    return transferred.catch(notFoundAs(this.bucket_name));
  }

  async getDirectory({ fromPath = "", toPath = "." }: DirectoryCopy = {}): Promise<void> {
    await this.downloadFolderToPath(fromPath, toPath);
  }

  async putDirectory({
    fromPath = ".",
    toPath = "",
    ignoreFile,
  }: DirectoryCopy & { ignoreFile?: string } = {}): Promise<void> {
    await this.uploadFromFolder(fromPath, toPath, { ignoreFile });
  }

  /** A URL by which anybody can read or write an object for a while. */
  presignedUrl(path: string, { to = "read", seconds = 3600 }: PresignOptions = {}): Promise<string> {
    const target = { Bucket: this.bucket_name, Key: joinKey(this.bucket_folder, path) };
    const command = to === "read" ? new GetObjectCommand(target) : new PutObjectCommand(target);
    return getSignedUrl(this.#place.client, command, { expiresIn: seconds });
  }

  /** Copies an object of any size within S3, to another path or into another bucket; answers the copy's key. */
  async copyObject(
    fromPath: string,
    toPath: string,
    { toBucket, partBytes }: CopyOptions = {},
  ): Promise<string> {
    const key = resolveKey(this.bucket_folder, fromPath);
    const target = targetOf(toBucket ?? this, toPath);
    await copyObject(this.#place, key, target, partBytes).catch(notFoundAs(this.bucket_name, key));
    return target.Key;
  }

  /** Moves an object within S3: copies it, and then deletes it where it was. */
  async moveObject(fromPath: string, toPath: string, options: CopyOptions = {}): Promise<string> {
    const key = await this.copyObject(fromPath, toPath, options);
    await this.deletePath(fromPath);
    return key;
  }

  get #place(): S3Place {
    this.#client ??= new S3Client({
      ...this.credentials.clientOptions(),
      forcePathStyle: namesBucketsInPath(this.credentials.aws_client_parameters),
      // A bucket is found wherever it is, whatever region was named.
      followRegionRedirects: true,
    });
    return { client: this.#client, bucket: this.bucket_name };
  }
}

const targetOf = (bucket: S3Bucket | string, path: string) =>
  typeof bucket === "string"
    ? { Bucket: bucket, Key: joinKey("", path) }
    : { Bucket: bucket.bucket_name, Key: resolveKey(bucket.bucket_folder, path) };
