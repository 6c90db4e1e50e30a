import { setTimeout as wait } from "node:timers/promises";
import type { AnswerOf, BodyOf, Endpoint, ParamsOf, QueryInputOf } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { API_VERSION, COMPATIBLE_VERSION } from "@reeve/protocol/versions";
import { answerError } from "./answer-error.ts";
import { CALLS, type EndpointName, type EndpointOf } from "./calls.ts";
import { isRetried, retryDelayMs } from "./retry.ts";
import { createTransport, type HttpAnswer, type HttpRequest, type Transport } from "./transport.ts";

export type ClientOptions = {
  /** Address of the API, such as `http://127.0.0.1:4200/api`. */
  apiUrl: string;
  /** `user:password` of a server that asks for it. */
  authString?: string | null;
  timeoutMs?: number;
  /** How many times a call is repeated when the server is busy or does not answer. */
  maxRetries?: number;
  headers?: Record<string, string>;
};

export type CallOptions = { signal?: AbortSignal; timeoutMs?: number; maxRetries?: number };

type Part<K extends string, T> = [T] extends [undefined]
  ? { [P in K]?: undefined }
  : Record<never, never> extends T
    ? { [P in K]?: T }
    : { [P in K]: T };

type Flat<T> = { [K in keyof T]: T[K] };

/** What a call of the endpoint takes: the parts it has, each optional when all its fields are. */
export type InputOf<E extends Endpoint> = Flat<
  (E["params"] extends object ? Part<"params", ParamsOf<E>> : Record<never, never>) &
    (E["query"] extends object ? Part<"query", QueryInputOf<E>> : Record<never, never>) &
    (E["body"] extends object ? Part<"body", BodyOf<E>> : Record<never, never>)
>;

type Arguments<E extends Endpoint> =
  Record<never, never> extends InputOf<E>
    ? [input?: InputOf<E>, options?: CallOptions]
    : [input: InputOf<E>, options?: CallOptions];

/** One endpoint as a function; `withStatus` also tells with which status it succeeded (201 or 200). */
export type Call<E extends Endpoint> = {
  (...args: Arguments<E>): Promise<AnswerOf<E>>;
  withStatus(...args: Arguments<E>): Promise<{ status: number; answer: AnswerOf<E> }>;
};

/** A method for every endpoint of the API. */
export type Client = { readonly [N in EndpointName]: Call<EndpointOf<N>> } & Disposable;

type AnyInput = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown };
type Sender = (
  request: Pick<HttpRequest, "method" | "url" | "body">,
  options: CallOptions,
) => Promise<HttpAnswer>;

/** Makes the calls of one server; a refused call throws a ReeveError, a busy or silent server is asked again. */
export function createClient(options: ClientOptions): Client {
  const base = options.apiUrl.replace(/\/+$/, "");
  if (!URL.canParse(base)) {
    throw new ReeveError(
      "invalid_request",
      `The API URL "${options.apiUrl}" is not a URL; give one like http://127.0.0.1:4200/api.`,
    );
  }
  const send = createSender(base, options);
  const client: Record<string | symbol, unknown> = { [Symbol.dispose]: send[Symbol.dispose] };
  for (const [name, [method, path]] of Object.entries(CALLS)) {
    const withStatus = async (input: AnyInput = {}, callOptions: CallOptions = {}) => {
      const url = callUrl(base, path, input);
      const body = input.body === undefined ? undefined : JSON.stringify(input.body);
      const answer = await send({ method, url, body }, callOptions);
      if (answer.status >= 300) throw answerError(`${method} ${path}`, answer);
      return { status: answer.status, answer: read(answer) };
    };
    const call = async (input?: AnyInput, callOptions?: CallOptions) =>
      (await withStatus(input, callOptions)).answer;
    client[name] = Object.assign(call, { withStatus });
  }
  // Every row of CALLS became a method, and CALLS is held to the protocol: the types cannot follow that.
  return client as unknown as Client;
}

function callUrl(base: string, path: string, input: AnyInput): URL {
  const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(input.params?.[key])));
  const url = new URL(base + filled);
  for (const [key, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined && value !== null) url.searchParams.set(key, String(value));
  }
  return url;
}

function read({ headers, text }: HttpAnswer): unknown {
  if (text === "") return null;
  return headers["content-type"]?.startsWith("application/json") ? JSON.parse(text) : text;
}

function createSender(base: string, options: ClientOptions): Sender & Disposable {
  const { authString, timeoutMs = 60_000, maxRetries = 5 } = options;
  const headers: Record<string, string> = {
    accept: "application/json",
    "x-prefect-api-version": API_VERSION,
    // Servers of this wire read the client's abilities (renewing leases among them) from this name.
    "user-agent": `prefect/${COMPATIBLE_VERSION} (API ${API_VERSION})`,
    ...(authString ? { authorization: `Basic ${Buffer.from(authString).toString("base64")}` } : {}),
    ...options.headers,
  };
  let opened: Promise<Transport> | undefined;
  const send = async (
    request: Pick<HttpRequest, "method" | "url" | "body">,
    callOptions: CallOptions,
  ): Promise<HttpAnswer> => {
    opened ??= createTransport(request.url.protocol);
    const transport = await opened;
    const { signal } = callOptions;
    const complete: HttpRequest = {
      ...request,
      headers: request.body === undefined ? headers : { ...headers, "content-type": "application/json" },
      timeoutMs: callOptions.timeoutMs ?? timeoutMs,
      signal,
    };
    const most = callOptions.maxRetries ?? maxRetries;
    for (let attempt = 0; ; ) {
      const answer = await sendOnce(transport, complete, base);
      const failed = answer instanceof ReeveError;
      if (!failed && !isRetried(answer.status)) return answer;
      // During maintenance the server promises to come back: such answers do not use up the attempts.
      const counted = failed || answer.headers["prefect-maintenance"] !== "true";
      if (counted && attempt >= most) {
        if (failed) throw answer;
        return answer;
      }
      await wait(retryDelayMs(attempt, failed ? undefined : answer, Date.now()), undefined, { signal });
      if (counted) attempt += 1;
    }
  };
  return Object.assign(send, { [Symbol.dispose]: () => void opened?.then((one) => one[Symbol.dispose]()) });
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
