import type { OpenFileSystem } from "@reeve/sdk";
import { AwsCredentials } from "../blocks/aws-credentials.ts";
import { S3Bucket } from "../blocks/s3-bucket.ts";

/** The settings of Python's s3fs, as far as they say where a bucket is and who asks. */
type Settings = {
  key?: string;
  secret?: string;
  token?: string;
  endpoint_url?: string;
  client_kwargs?: { endpoint_url?: string; region_name?: string };
};

/** The folder of a bucket that "s3://bucket/folder/" names, for a `RemoteFileSystem`. */
export const openRemoteFileSystem: OpenFileSystem = ({ hostname, pathname }, given) => {
  const { key, secret, token, endpoint_url, client_kwargs = {} } = given as Settings;
  const credentials = new AwsCredentials({
    aws_access_key_id: key ?? null,
    aws_secret_access_key: secret ?? null,
    aws_session_token: token ?? null,
    region_name: client_kwargs.region_name ?? null,
    aws_client_parameters: { endpoint_url: endpoint_url ?? client_kwargs.endpoint_url ?? null },
  });
  const bucket_folder = decodeURIComponent(pathname).replace(/^\/+|\/+$/g, "");
  return new S3Bucket({ bucket_name: hostname, bucket_folder, credentials });
};
