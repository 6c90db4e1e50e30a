import type { AnswerOf, BodyOf, Endpoint, ParamsOf, QueryInputOf } from "@reeve/protocol";
import { CALLS, type EndpointName, type EndpointOf } from "@reeve/protocol/calls";
import { ReeveError } from "@reeve/protocol/errors";
import { goToLogin } from "../login/session.ts";
import { answerError } from "./answer-error.ts";
import { apiUrl } from "./base-url.ts";
import { withCsrfTokens } from "./csrf-tokens.ts";

export type CallOptions = { signal?: AbortSignal };

type Part<K extends string, T> = [T] extends [undefined]
  ? { [P in K]?: undefined }
  : Record<never, never> extends T
    ? { [P in K]?: T }
    : { [P in K]: T };

/** What a call of the endpoint takes: the parts it has, each optional when all its fields are. */
export type InputOf<E extends Endpoint> = (E["params"] extends object
  ? Part<"params", ParamsOf<E>>
  : Record<never, never>) &
  (E["query"] extends object ? Part<"query", QueryInputOf<E>> : Record<never, never>) &
  (E["body"] extends object ? Part<"body", BodyOf<E>> : Record<never, never>);

type Call<E extends Endpoint> = (input: InputOf<E>, options?: CallOptions) => Promise<AnswerOf<E>>;

type AnyInput = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown };

/** The server's calls by their protocol names. A refused or unanswered call throws a ReeveError. */
export const api = Object.fromEntries(
  Object.entries(CALLS).map(([name, [method, path]]) => [
    name,
    (input: AnyInput, options: CallOptions = {}) => send(method, path, input, options),
  ]),
  // Every row of CALLS became a method, and CALLS is held to the protocol: the types cannot follow that.
) as unknown as { readonly [N in EndpointName]: Call<EndpointOf<N>> };

async function send(
  method: string,
  path: string,
  input: AnyInput,
  { signal }: CallOptions,
): Promise<unknown> {
  const url = callUrl(path, input);
  const init: RequestInit = { method, signal, headers: { accept: "application/json" } };
  if (input.body !== undefined) {
    init.body = JSON.stringify(input.body);
    init.headers = { ...init.headers, "content-type": "application/json" };
  }
  const response = await answered(url, init);
  const text = await response.text();
  // The session has ended, or never began; the login page itself tells what was wrong.
  if (response.status === 401) goToLogin();
  if (!response.ok) throw answerError(`${method} ${url.pathname}`, response, text);
  return text === "" ? null : JSON.parse(text);
}

const answered = withCsrfTokens(
  async (url, init) => {
    try {
      return await fetch(url, init);
    } catch (cause) {
      if (init.signal?.aborted) throw cause;
      throw new ReeveError("unreachable", `No server answers at ${url.origin}.`, { cause });
    }
  },
  () => apiUrl("/csrf-token"),
);

function callUrl(path: string, input: AnyInput): URL {
  const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(input.params?.[key])));
  const url = apiUrl(filled);
  for (const [key, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined && value !== null) url.searchParams.set(key, String(value));
  }
  return url;
}
