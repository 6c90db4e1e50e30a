import type { Client } from "@reeve/client";
import type { Automation } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { isUuid } from "./uuid.ts";

/** The automation that an id or a name means; throws a ReeveError when none or several are meant. */
export async function findAutomation(client: Client, reference: string): Promise<Automation> {
  if (isUuid(reference)) return await client.getAutomation({ params: { id: reference } });
  const named = await client.listAutomations({
    body: { automations: { name: { any_: [reference] } }, limit: 3 },
  });
  if (named.length === 1) return named[0]!;
  if (named.length > 1) {
    const ids = named.slice(0, 2).map(({ id }) => id);
    const more = named.length > 2 ? " and others" : "";
    throw new ReeveError(
      "invalid_request",
      `Several automations are named "${reference}" (${ids.join(", ")}${more}); give one's id.`,
    );
  }
  throw new ReeveError(
    "not_found",
    `There is no automation "${reference}"; "reeve automation ls" lists them.`,
  );
}
