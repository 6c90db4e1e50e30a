import type { CsrfToken } from "@reeve/protocol";

export type Send = (url: URL, init: RequestInit) => Promise<Response>;

/** Sends requests with a token against cross-site forgery, from the first one that is refused for want of it. */
export function withCsrfTokens(send: Send, tokenUrl: () => URL): Send {
  // Not randomUUID, which pages on plain HTTP do not have.
  const client = crypto.getRandomValues(new Uint32Array(4)).join("-");
  let token: Promise<string | undefined> | undefined;

  const fetchToken = async (): Promise<string | undefined> => {
    const url = tokenUrl();
    url.searchParams.set("client", client);
    const response = await send(url, { method: "GET" });
    return response.ok ? ((await response.json()) as CsrfToken).token : undefined;
  };
  const withToken = (init: RequestInit, known: string | undefined): RequestInit => {
    if (known === undefined) return init;
    const headers = new Headers(init.headers);
    headers.set("prefect-csrf-client", client);
    headers.set("prefect-csrf-token", known);
    return { ...init, headers };
  };
  return async (url, init) => {
    if (init.method === "GET") return send(url, init);
    const known = token;
    const response = await send(url, withToken(init, await known));
    if (response.status !== 403 || !/csrf/i.test(await response.clone().text())) return response;
    // Requests refused together wait for one new token.
    if (token === known) token = fetchToken().catch(() => undefined);
    return send(url, withToken(init, await token));
  };
}
