import type { AnswerOf, BodyOf, Endpoint, ParamsOf, QueryInputOf } from "@reeve/protocol";
import { CALLS, type EndpointName, type EndpointOf } from "@reeve/protocol/calls";
import { ReeveError } from "@reeve/protocol/errors";
import { answerError } from "./answer-error.ts";
import { withCsrfTokens } from "./csrf-tokens.ts";
import { type CallOptions, createSender, type SenderOptions } from "./sender.ts";
import type { HttpAnswer } from "./transport.ts";

export type ClientOptions = SenderOptions & {
  /** Address of the API, such as `http://127.0.0.1:4200/api`. */
  apiUrl: string;
  /** Whether a server that asks for tokens against cross-site forgery is given them; true when left out. */
  usesCsrfTokens?: boolean;
};

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
/** Makes the calls of one server; a refused call throws a ReeveError, a busy or silent server is asked again. */
export function createClient(options: ClientOptions): Client {
  const base = options.apiUrl.replace(/\/+$/, "");
  if (!URL.canParse(base)) {
    throw new ReeveError(
      "invalid_request",
      `The API URL "${options.apiUrl}" is not a URL; give one like http://127.0.0.1:4200/api.`,
    );
  }
  const sender = createSender(base, options);
  const send = options.usesCsrfTokens === false ? sender.send : withCsrfTokens(base, sender.send);
  const client: Record<string | symbol, unknown> = { [Symbol.dispose]: sender[Symbol.dispose] };
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
