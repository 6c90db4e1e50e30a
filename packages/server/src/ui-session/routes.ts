import { ReeveError } from "@reeve/protocol";
import * as endpoints from "@reeve/protocol/ui-session";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { Answer, mount } from "../http/mount.ts";
import { isSameSecret } from "../http/same-secret.ts";
import { endedSessionCookie, sessionCookie } from "../http/session-cookie.ts";

/** Serves logging in and out of the UI. */
export function mountUiSession(api: FastifyInstance, { settings, now }: Context): void {
  const credentials = settings.serverApiAuthString;
  mount(api, endpoints.logIn, ({ body: { secret }, isSecure }) => {
    // Without credentials everybody is let in, and there is nothing to remember.
    if (!credentials) return null;
    if (!isSameSecret(secret, credentials)) throw new ReeveError("unauthorized", "Unauthorized");
    return new Answer(204, null, { "set-cookie": sessionCookie(credentials, now(), isSecure) });
  });
  mount(api, endpoints.logOut, () =>
    credentials ? new Answer(204, null, { "set-cookie": endedSessionCookie(credentials) }) : null,
  );
}
