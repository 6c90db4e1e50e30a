import { expect, test } from "vitest";
import { withCsrfTokens } from "./csrf-tokens.ts";

const tokenUrl = () => new URL("http://reeve.test/api/csrf-token");
const target = new URL("http://reeve.test/api/flows/filter");

/** A server that asks for the token "good"; it counts the tokens it gave. */
function strictServer() {
  let given = 0;
  const send = async (url: URL, init: RequestInit) => {
    if (url.pathname.endsWith("/csrf-token")) {
      given += 1;
      return Response.json({ token: "good", client: url.searchParams.get("client") });
    }
    const headers = new Headers(init.headers);
    if (headers.get("prefect-csrf-token") === "good" && headers.get("prefect-csrf-client"))
      return Response.json([]);
    return Response.json({ detail: "Missing CSRF token." }, { status: 403 });
  };
  return { send, given: () => given };
}

test("a server that asks for a token gets it, and it is fetched once for many requests", async () => {
  const server = strictServer();
  const send = withCsrfTokens(server.send, tokenUrl);
  const answers = await Promise.all([1, 2, 3].map(() => send(target, { method: "POST" })));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await send(target, { method: "POST" })).status).toBe(200);
  expect(server.given()).toBe(1);
});

test("another refusal is handed on as it is", async () => {
  const send = withCsrfTokens(async () => Response.json({ detail: "Forbidden" }, { status: 403 }), tokenUrl);
  const answer = await send(target, { method: "POST" });
  expect(answer.status).toBe(403);
  expect(await answer.json()).toEqual({ detail: "Forbidden" });
});
