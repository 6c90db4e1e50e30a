import { type LookupAddress, lookup } from "node:dns";
import { type IncomingMessage, type RequestOptions, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import { buffer } from "node:stream/consumers";
import { ReeveError } from "@reeve/protocol/errors";
import { isPrivateAddress } from "@reeve/protocol/private-addresses";

export type WebhookRequest = {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | undefined;
  /** Whether the certificate of the other side must be one that is trusted. */
  isVerified: boolean;
  /** Whether it may lead to this machine and the networks around it. */
  mayBePrivate: boolean;
  signal: AbortSignal;
};

/** Sends a request and answers what came back; no error that it throws shows the address, which is a secret. */
export async function sendWebhookRequest(request: WebhookRequest): Promise<Response> {
  const url = URL.parse(request.url);
  if (!url || !["http:", "https:"].includes(url.protocol)) {
    throw new ReeveError("invalid_request", "The URL of the webhook is not one of http or https.");
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  if (!request.mayBePrivate && isIP(host) && isPrivateAddress(host)) throw privateAddress();
  let message: IncomingMessage;
  let content: Buffer;
  try {
    message = await send(url, request);
    content = await buffer(message);
  } catch (error) {
    if (error instanceof ReeveError) throw error;
    if (request.signal.aborted && request.signal.reason?.name !== "TimeoutError") throw request.signal.reason;
    const { code, name } = error as NodeJS.ErrnoException;
    // Without its cause: what Node.js says names the host.
    throw new ReeveError("unreachable", `The webhook did not answer: ${code ?? name}.`);
  }
  const { statusCode: status = 0, statusMessage = "", headers } = message;
  const given = Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((each): [string, string] => [name, each]),
  );
  // A response of these has no body, not even an empty one.
  const body = [204, 205, 304].includes(status) ? null : new Uint8Array(content);
  return new Response(body, { status, statusText: statusMessage, headers: given });
}

function send(url: URL, request: WebhookRequest): Promise<IncomingMessage> {
  const { method, headers, body, isVerified, mayBePrivate, signal } = request;
  const start = url.protocol === "https:" ? requestHttps : requestHttp;
  const options = {
    method,
    headers: body === undefined ? headers : { "content-length": Buffer.byteLength(body), ...headers },
    signal,
    rejectUnauthorized: isVerified,
    ...(mayBePrivate ? {} : { lookup: publicLookup }),
  };
  return new Promise((resolve, reject) => {
    const outgoing = start(url, options, resolve).on("error", reject);
    outgoing.end(body);
  });
}

/** Looks a host up and refuses private addresses, in the one look-up that the connection is made by. */
const publicLookup: NonNullable<RequestOptions["lookup"]> = (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const [first] = addresses ?? [];
    if (error || !first) return callback(error ?? new Error("no address"), []);
    if (addresses.some(({ address }) => isPrivateAddress(address))) return callback(privateAddress(), []);
    if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

const privateAddress = () =>
  new ReeveError(
    "forbidden",
    "The webhook leads to a private network, which its block does not allow (allow_private_urls).",
  );
