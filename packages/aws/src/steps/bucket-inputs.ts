import { ReeveError } from "@reeve/protocol/errors";
import { z } from "zod";
import { AwsCredentials } from "../blocks/aws-credentials.ts";
import { MinIOCredentials } from "../blocks/minio-credentials.ts";
import { S3Bucket } from "../blocks/s3-bucket.ts";

const record = z.record(z.string(), z.unknown()).nullish();

/** What both steps are told: which folder of which bucket, and how to reach it. */
export const BucketInputs = z.object({
  bucket: z.string().min(1),
  folder: z.string(),
  /** The fields of a block of credentials; left out, they are looked for where AWS's own tools look for them. */
  credentials: record,
  /** What `aws_client_parameters` of such a block has, where the credentials have none of their own. */
  client_parameters: record,
});

/** The inputs as the schema has them; throws a ReeveError that names each fault. */
export function checkedInputs<S extends z.ZodType>(step: string, schema: S, inputs: unknown): z.output<S> {
  const { success, data, error } = schema.safeParse(inputs);
  if (success) return data;
  const faults = error.issues.map(({ path, message }) => `"${path.join(".")}": ${message}`);
  throw new ReeveError(
    "invalid_request",
    `The inputs of the step ${step} are not right: ${faults.join("; ")}.`,
  );
}

/** The bucket of the inputs. */
export function bucketOf({
  bucket,
  credentials,
  client_parameters,
}: z.output<typeof BucketInputs>): S3Bucket {
  const fields = { ...(client_parameters && { aws_client_parameters: client_parameters }), ...credentials };
  const isOfMinio = "minio_root_user" in fields;
  return new S3Bucket({
    bucket_name: bucket,
    credentials: isOfMinio ? new MinIOCredentials(fields as never) : new AwsCredentials(fields),
  });
}
