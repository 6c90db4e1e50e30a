import { defineBlock, secret } from "@reeve/sdk";
import { z } from "zod";
import { type ClientOptions, clientOptions } from "../client-options.ts";
import { ClientParameters } from "./client-parameters.ts";
import schema from "./schemas/minio-credentials.json" with { type: "json" };

/** The user and password of a MinIO server, or of another that speaks S3. */
export class MinIOCredentials extends defineBlock({
  name: "MinIO Credentials",
  description: "The user and password of a MinIO server; its address is the endpoint among the parameters.",
  documentationUrl: "https://min.io/docs/minio/linux/administration/identity-access-management.html",
  schema,
  fields: z.object({
    minio_root_user: z.string(),
    minio_root_password: secret(z.string()),
    region_name: z.string().nullable().default(null),
    aws_client_parameters: ClientParameters.prefault({}),
  }),
}) {
  /** The options of a client that asks with these credentials. */
  clientOptions(): ClientOptions {
    const { minio_root_user: accessKeyId, minio_root_password: secretAccessKey, region_name } = this;
    const credentials = { accessKeyId, secretAccessKey };
    // MinIO's own region unless it is given another.
    return clientOptions({ region: region_name ?? "us-east-1", credentials }, this.aws_client_parameters);
  }
}
