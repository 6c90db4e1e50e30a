import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import { defineBlock, secret } from "@reeve/sdk";
import { loadConfig } from "@smithy/core/config";
import { z } from "zod";
import { type ClientOptions, clientOptions, type Identity } from "../client-options.ts";
import { AssumeRoleParameters, ClientParameters } from "./client-parameters.ts";
import schema from "./schemas/aws-credentials.json" with { type: "json" };

const text = z.string().nullable().default(null);

/** Keys for Amazon's services, or where to find them; left empty, the environment, profiles and roles are asked. */
export class AwsCredentials extends defineBlock({
  name: "AWS Credentials",
  description: "Keys for AWS. Left empty, they are looked for where AWS's own tools look for them.",
  documentationUrl: "https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html",
  schema,
  fields: z.object({
    aws_access_key_id: text,
    aws_secret_access_key: secret(z.string()).nullable().default(null),
    aws_session_token: text,
    profile_name: text,
    region_name: text,
    aws_client_parameters: ClientParameters.prefault({}),
    assume_role_arn: text,
    assume_role_kwargs: AssumeRoleParameters.prefault({}),
  }),
}) {
  /** The options of a client of any service that asks with these credentials. */
  clientOptions(): ClientOptions {
    return clientOptions(identityOf(this), this.aws_client_parameters);
  }
}

function identityOf(block: AwsCredentials): Identity {
  const { profile_name } = block;
  const own: Identity = {
    region: block.region_name ?? regionOf(profile_name ?? undefined),
    ...(profile_name !== null && { profile: profile_name }),
    ...keysOf(block),
  };
  const { assume_role_arn: RoleArn } = block;
  if (RoleArn === null) return own;
  const { RoleSessionName, TokenCode, ...others } = withoutNulls(block.assume_role_kwargs);
  return {
    region: own.region,
    credentials: fromTemporaryCredentials({
      params: { RoleArn, RoleSessionName: RoleSessionName ?? `reeve-${process.pid}`, ...others },
      ...(TokenCode !== undefined && { mfaCodeProvider: async () => TokenCode }),
      ...(own.credentials && { masterCredentials: own.credentials }),
      clientConfig: { region: own.region, profile: own.profile },
    }),
  };
}

function keysOf(block: AwsCredentials): Pick<Identity, "credentials"> {
  const { aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey, aws_session_token } = block;
  if (accessKeyId === null || secretAccessKey === null) return {};
  return { credentials: { accessKeyId, secretAccessKey, sessionToken: aws_session_token ?? undefined } };
}

/** The region of the environment, by either of the names it has, or of the profile; S3 itself answers from the default. */
const regionOf = (profile: string | undefined) =>
  loadConfig(
    {
      environmentVariableSelector: (env) => env.AWS_REGION ?? env.AWS_DEFAULT_REGION,
      configFileSelector: ({ region }) => region,
      default: "us-east-1",
    },
    { profile },
  );

type WithoutNulls<T> = { [K in keyof T]?: Exclude<T[K], null> };

const withoutNulls = <T extends object>(values: T): WithoutNulls<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as WithoutNulls<T>;
