import { randomBytes } from "node:crypto";
import { addSeconds, type CsrfToken, newId, ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { deleteExpiredCsrfTokens, selectCsrfToken, upsertCsrfToken } from "./queries.ts";

// 64 hexadecimal digits, as clients expect.
const TOKEN_BYTES = 32;

/** Gives a client a fresh token in place of any it had. Clients know the refusal by its wording. */
export function createCsrfToken(context: Context, client: string): Promise<CsrfToken> {
  const { serverCsrfProtectionEnabled, serverCsrfTokenExpirationSeconds } = context.settings;
  if (!serverCsrfProtectionEnabled) throw new ReeveError("unprocessable", "CSRF protection is disabled.");
  return context.db.write(async (transaction) => {
    const now = context.now();
    await deleteExpiredCsrfTokens(transaction, now);
    const row = {
      id: newId(),
      created: now,
      updated: now,
      client,
      token: randomBytes(TOKEN_BYTES).toString("hex"),
      expiration: addSeconds(now, serverCsrfTokenExpirationSeconds),
    };
    await upsertCsrfToken(transaction, row);
    return (await selectCsrfToken(transaction, client)) ?? row;
  });
}

/** Requires the token this client was given. Clients know a stale one by the words "Invalid CSRF token". */
export async function checkCsrfToken(
  context: Context,
  client: string | undefined,
  token: string | undefined,
): Promise<void> {
  if (!token) throw new ReeveError("forbidden", "The header Prefect-Csrf-Token is missing.");
  if (!client) throw new ReeveError("forbidden", "The header Prefect-Csrf-Client is missing.");
  const known = await selectCsrfToken(context.db.reader, client);
  if (known?.token !== token || known.expiration < context.now()) {
    throw new ReeveError("forbidden", "Invalid CSRF token or client; ask for a new token.");
  }
}
