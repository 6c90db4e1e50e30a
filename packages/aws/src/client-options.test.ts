import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { afterEach, expect, test, vi } from "vitest";
import { AwsCredentials } from "./blocks/aws-credentials.ts";
import { ClientParameters } from "./blocks/client-parameters.ts";
import { namesBucketsInPath } from "./client-options.ts";

afterEach(() => vi.unstubAllEnvs());

const clientOf = (fields: ConstructorParameters<typeof AwsCredentials>[0]) =>
  new S3Client(new AwsCredentials(fields).clientOptions());

test("keys and a region that are given are used", async () => {
  const client = clientOf({
    aws_access_key_id: "id",
    aws_secret_access_key: "key",
    region_name: "eu-west-1",
  });
  expect(await client.config.region()).toBe("eu-west-1");
  expect(await client.config.credentials()).toMatchObject({ accessKeyId: "id", secretAccessKey: "key" });
});

test("what is left out comes from the environment, by either of the region's names", async () => {
  vi.stubEnv("AWS_REGION", undefined);
  vi.stubEnv("AWS_DEFAULT_REGION", "ap-south-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "of the environment");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "key");
  const client = clientOf({});
  expect(await client.config.region()).toBe("ap-south-1");
  expect(await client.config.credentials()).toMatchObject({ accessKeyId: "of the environment" });
});

test("a profile brings its keys and its region", async () => {
  const folder = await mkdtemp(join(tmpdir(), "reeve-aws-"));
  try {
    await writeFile(join(folder, "config"), "[profile other]\nregion = sa-east-1\n");
    await writeFile(
      join(folder, "credentials"),
      "[other]\naws_access_key_id = of the profile\naws_secret_access_key = key\n",
    );
    for (const name of ["AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID"]) vi.stubEnv(name, undefined);
    vi.stubEnv("AWS_CONFIG_FILE", join(folder, "config"));
    vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(folder, "credentials"));
    const client = clientOf({ profile_name: "other" });
    expect(await client.config.region()).toBe("sa-east-1");
    expect(await client.config.credentials()).toMatchObject({ accessKeyId: "of the profile" });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("an endpoint, the trust in its certificate and what of botocore's options has a counterpart are honoured", async () => {
  const credentials = new AwsCredentials({
    region_name: "eu-west-1",
    aws_client_parameters: {
      endpoint_url: "https://127.0.0.1:9000",
      verify: false,
      config: { retries: { max_attempts: 6 }, read_timeout: 7 },
    },
  });
  const client = new S3Client(credentials.clientOptions());
  expect(await client.config.endpoint?.()).toMatchObject({ hostname: "127.0.0.1", port: 9000 });
  expect(await client.config.maxAttempts()).toBe(7);
  expect(credentials.clientOptions().requestHandler).toMatchObject({
    socketTimeout: 7000,
    httpsAgent: { rejectUnauthorized: false },
  });
});

test.each([
  [{}, false],
  [{ endpoint_url: "http://127.0.0.1:9000" }, true],
  [{ endpoint_url: "http://s3.example", config: { s3: { addressing_style: "virtual" } } }, false],
  [{ config: { s3: { addressing_style: "path" } } }, true],
])("%j: whether buckets are named in the path is %j", (parameters, expected) => {
  expect(namesBucketsInPath(ClientParameters.parse(parameters), {})).toBe(expected);
});
