import { readFileSync } from "node:fs";
import type { S3ClientConfig } from "@aws-sdk/client-s3";
import type { ClientParameters } from "./blocks/client-parameters.ts";

/** What the clients of all services take alike. */
export type ClientOptions = Pick<
  S3ClientConfig,
  "region" | "endpoint" | "credentials" | "requestHandler" | "maxAttempts" | "profile" | "tls" | "signer"
>;

/** Who asks, and where: what a block of credentials says besides the parameters. */
export type Identity = Pick<ClientOptions, "region" | "credentials" | "profile">;

/** As many connections as transfers keep busy at most, and some for what is asked beside them. */
const MOST_CONNECTIONS = 64;

/** The options of a client that asks as `identity` for what the parameters lead to. */
export function clientOptions(identity: Identity, parameters: ClientParameters): ClientOptions {
  const { endpoint_url, use_ssl } = parameters;
  const { retries, signatureVersion } = botocoreConfig(parameters);
  return {
    ...identity,
    ...(endpoint_url !== null && { endpoint: endpoint_url }),
    ...(endpoint_url === null && !use_ssl && { tls: false }),
    ...(retries !== undefined && { maxAttempts: retries }),
    // For public buckets, which refuse signatures of keys they do not know.
    ...(signatureVersion === "unsigned" && { signer: { sign: async (request) => request } }),
    requestHandler: requestHandler(parameters),
  };
}

/** Whether buckets are named in the path, as servers other than Amazon's want it, and not in the host's name. */
export function namesBucketsInPath(parameters: ClientParameters, env = process.env): boolean {
  const { addressingStyle } = botocoreConfig(parameters);
  if (addressingStyle === "path" || addressingStyle === "virtual") return addressingStyle === "path";
  return (parameters.endpoint_url ?? env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL) !== undefined;
}

/** The options of the handler that a client makes for itself. */
function requestHandler(parameters: ClientParameters) {
  const { connectTimeoutMs, readTimeoutMs, connections = MOST_CONNECTIONS } = botocoreConfig(parameters);
  const agent = { keepAlive: true, maxSockets: connections };
  return {
    httpAgent: agent,
    httpsAgent: { ...agent, ...trust(parameters) },
    ...(connectTimeoutMs !== undefined && { connectionTimeout: connectTimeoutMs }),
    ...(readTimeoutMs !== undefined && { socketTimeout: readTimeoutMs }),
  };
}

/** A path says which certificates to trust, be it given as `verify` or by itself; `verify: false` trusts all. */
function trust({ verify, verify_cert_path }: ClientParameters): {
  ca?: Buffer;
  rejectUnauthorized?: boolean;
} {
  const path = verify_cert_path ?? (typeof verify === "string" ? verify : undefined);
  if (path !== undefined) return { ca: readFileSync(path) };
  return verify === false ? { rejectUnauthorized: false } : {};
}

/** What of Python's `botocore.config.Config` has a counterpart here. */
function botocoreConfig({ config }: ClientParameters) {
  const { s3, retries, connect_timeout, read_timeout, max_pool_connections, signature_version } = (config ??
    {}) as {
    s3?: { addressing_style?: string };
    retries?: { max_attempts?: number; total_max_attempts?: number };
    connect_timeout?: number;
    read_timeout?: number;
    max_pool_connections?: number;
    signature_version?: string;
  };
  // `max_attempts` counts the repetitions, `total_max_attempts` the first attempt too.
  const repetitions = retries?.max_attempts;
  return {
    addressingStyle: s3?.addressing_style,
    retries: retries?.total_max_attempts ?? (repetitions === undefined ? undefined : repetitions + 1),
    connectTimeoutMs: connect_timeout === undefined ? undefined : connect_timeout * 1000,
    readTimeoutMs: read_timeout === undefined ? undefined : read_timeout * 1000,
    connections: max_pool_connections,
    signatureVersion: signature_version,
  };
}
