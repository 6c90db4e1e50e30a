import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { fromRoot } from "../../scripts/set-up/root.mjs";
import { spawnProcess } from "./spawn-process.ts";

/** The keys that a test's programs sign with; the server takes any. */
export const S3_KEYS = { AWS_ACCESS_KEY_ID: "test-key", AWS_SECRET_ACCESS_KEY: "test-secret-of-s3" };

/** A server that speaks S3 and Secrets Manager, and keeps everything in memory. */
export type S3Server = AsyncDisposable & {
  readonly url: string;
  /** A client of it, closed with the server. */
  readonly client: S3Client;
  /** Makes an empty bucket. */
  makeBucket(name: string): Promise<void>;
};

/** Starts moto, as installed with the tests' Python packages, on a free port. */
export async function startS3Server(): Promise<S3Server> {
  const server = spawnProcess(
    fromRoot(".venv/test/bin/moto_server"),
    ["-H", "127.0.0.1", "-p", "0"],
    S3_KEYS,
  );
  const [, url = ""] = await server.waitForOutput(/Running on (http:\S+)/);
  const client = new S3Client({
    endpoint: url,
    region: "us-east-1",
    forcePathStyle: true,
    credentials: {
      accessKeyId: S3_KEYS.AWS_ACCESS_KEY_ID,
      secretAccessKey: S3_KEYS.AWS_SECRET_ACCESS_KEY,
    },
  });
  return {
    url,
    client,
    async makeBucket(name) {
      await client.send(new CreateBucketCommand({ Bucket: name }));
    },
    async [Symbol.asyncDispose]() {
      client.destroy();
      await server[Symbol.asyncDispose]();
    },
  };
}
