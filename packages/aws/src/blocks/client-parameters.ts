import { z } from "zod";

/** How to reach a service, as Python's `AwsClientParameters` has it; of `config`, what has a counterpart here. */
export const ClientParameters = z.object({
  api_version: z.string().nullable().default(null),
  use_ssl: z.boolean().default(true),
  /** Whether the server's certificate is checked, or the path of the certificates to check it against. */
  verify: z.union([z.boolean(), z.string()]).nullable().default(null),
  verify_cert_path: z.string().nullable().default(null),
  /** Where the service is, for what is not Amazon's, such as "http://127.0.0.1:9000". */
  endpoint_url: z.string().nullable().default(null),
  config: z.record(z.string(), z.unknown()).nullable().default(null),
});
export type ClientParameters = z.output<typeof ClientParameters>;

/** What is asked of STS besides the role, as Python's `AssumeRoleParameters` has it. */
export const AssumeRoleParameters = z.object({
  RoleSessionName: z.string().nullable().default(null),
  DurationSeconds: z.number().int().nullable().default(null),
  Policy: z.string().nullable().default(null),
  PolicyArns: z.array(z.record(z.string(), z.string())).nullable().default(null),
  Tags: z
    .array(z.object({ Key: z.string(), Value: z.string() }))
    .nullable()
    .default(null),
  TransitiveTagKeys: z.array(z.string()).nullable().default(null),
  ExternalId: z.string().nullable().default(null),
  SerialNumber: z.string().nullable().default(null),
  TokenCode: z.string().nullable().default(null),
  SourceIdentity: z.string().nullable().default(null),
  ProvidedContexts: z.array(z.record(z.string(), z.string())).nullable().default(null),
});
export type AssumeRoleParameters = z.output<typeof AssumeRoleParameters>;
