import { setTimeout as wait } from "node:timers/promises";
import { ReeveError } from "@reeve/protocol/errors";
import { API_VERSION, COMPATIBLE_VERSION } from "@reeve/protocol/versions";
import { isRetriedOr, retryDelayMs } from "./retry.ts";
import { createTransport, type HttpAnswer, type HttpRequest, type Transport } from "./transport.ts";

export type SenderOptions = {
  /** `user:password` of a server that asks for it. */
  authString?: string | null;
  timeoutMs?: number;
  /** How many times a call is repeated when the server is busy or does not answer. */
  maxRetries?: number;
  /** Statuses of answers after which a call is repeated, too. */
  retriedStatuses?: readonly number[];
  headers?: Record<string, string>;
};

export type CallOptions = { signal?: AbortSignal; timeoutMs?: number; maxRetries?: number };

export type Outgoing = Pick<HttpRequest, "method" | "url" | "body"> & { headers?: Record<string, string> };
export type Send = (request: Outgoing, options: CallOptions) => Promise<HttpAnswer>;

/** Sends requests to a server, again when it is busy or does not answer; throws a ReeveError when it never does. */
export function createSender(base: string, options: SenderOptions): { send: Send } & Disposable {
  const { authString, timeoutMs = 60_000, maxRetries = 5, retriedStatuses = [] } = options;
  const isRetried = isRetriedOr(retriedStatuses);
  const common: Record<string, string> = {
    accept: "application/json",
    "x-prefect-api-version": API_VERSION,
    // Servers of this wire read the client's abilities (renewing leases among them) from this name.
    "user-agent": `prefect/${COMPATIBLE_VERSION} (API ${API_VERSION})`,
    ...(authString ? { authorization: `Basic ${Buffer.from(authString).toString("base64")}` } : {}),
    ...options.headers,
  };
  let opened: Promise<Transport> | undefined;
  const send: Send = async (request, callOptions) => {
    opened ??= createTransport(request.url.protocol);
    const type: Record<string, string> =
      request.body === undefined ? {} : { "content-type": "application/json" };
    const complete: HttpRequest = {
      ...request,
      headers: { ...common, ...type, ...request.headers },
      timeoutMs: callOptions.timeoutMs ?? timeoutMs,
      signal: callOptions.signal,
    };
    const retries = { isRetried, max: callOptions.maxRetries ?? maxRetries };
    return sendUntilAnswered(await opened, complete, base, retries);
  };
  return { send, [Symbol.dispose]: () => void opened?.then((transport) => transport[Symbol.dispose]()) };
}

async function sendUntilAnswered(
  transport: Transport,
  request: HttpRequest,
  base: string,
  { isRetried, max }: { isRetried(status: number): boolean; max: number },
): Promise<HttpAnswer> {
  const { signal } = request;
  for (let attempt = 0; ; ) {
    const answer = await sendOnce(transport, request, base);
    const failed = answer instanceof ReeveError;
    if (!failed && !isRetried(answer.status)) return answer;
    // During maintenance the server promises to come back: such answers do not use up the attempts.
    const counted = failed || answer.headers["prefect-maintenance"] !== "true";
    if (counted && attempt >= max) {
      if (failed) throw answer;
      return answer;
    }
    await wait(retryDelayMs(attempt, failed ? undefined : answer, Date.now()), undefined, { signal });
    if (counted) attempt += 1;
  }
}

async function sendOnce(
  transport: Transport,
  request: HttpRequest,
  base: string,
): Promise<HttpAnswer | ReeveError> {
  try {
    return await transport.send(request);
  } catch (cause) {
    if (request.signal?.aborted) throw request.signal.reason;
    const { code } = cause as NodeJS.ErrnoException;
    const why = cause instanceof ReeveError ? cause.message : (code ?? String(cause));
    return new ReeveError("unreachable", `No server answers at ${base} (${why}).`, { cause });
  }
}
