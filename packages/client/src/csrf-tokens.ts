import { randomUUID } from "node:crypto";
import type { CsrfToken } from "@reeve/protocol";
import { CALLS } from "@reeve/protocol/calls";
import type { CallOptions, Send } from "./sender.ts";

/** Sends requests with a token against cross-site forgery once the server asks for one. */
export function withCsrfTokens(base: string, send: Send): Send {
  const client = randomUUID();
  let token: Promise<string | undefined> | undefined;

  async function fetchToken(options: CallOptions): Promise<string | undefined> {
    const [method, path] = CALLS.getCsrfToken;
    const url = new URL(`${base}${path}?client=${client}`);
    const { status, text } = await send({ method, url, body: undefined }, options);
    return status === 200 ? (JSON.parse(text) as CsrfToken).token : undefined;
  }

  return async (request, options) => {
    if (request.method === "GET") return send(request, options);
    const known = token;
    const answer = await send({ ...request, headers: csrfHeaders(client, await known) }, options);
    if (answer.status !== 403 || !/csrf/i.test(answer.text)) return answer;
    // Requests refused together wait for one new token.
    if (token === known) token = fetchToken(options).catch(() => undefined);
    return send({ ...request, headers: csrfHeaders(client, await token) }, options);
  };
}

const csrfHeaders = (client: string, token: string | undefined): Record<string, string> =>
  token === undefined ? {} : { "prefect-csrf-token": token, "prefect-csrf-client": client };
