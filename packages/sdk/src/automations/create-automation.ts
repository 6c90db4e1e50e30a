import type { Automation } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { requiredClient } from "../engine/required-client.ts";
import { actionOnWire } from "./action-on-wire.ts";
import type { NewAutomation } from "./automation.ts";
import { triggerOnWire } from "./trigger-on-wire.ts";

/** An automation that the server has. */
export type CreatedAutomation = { id: string; name: string; enabled: boolean };

/**
 * Creates an automation, or with `overwrite` makes the one of this name so. Throws a ReeveError when there is one of
 * the name already, or when an action names something that is not there.
 */
export async function createAutomation(
  automation: NewAutomation,
  { overwrite = false } = {},
): Promise<CreatedAutomation> {
  const { name, description, enabled = true, tags = [], trigger } = automation;
  const client = requiredClient(`Creating the automation "${name}"`);
  const actions = await Promise.all(automation.actions.map((action) => actionOnWire(client, action)));
  const described = description === undefined ? {} : { description };
  const body = { name, ...described, enabled, tags: [...tags], trigger: triggerOnWire(trigger), actions };
  const existing = await findAutomation(name);
  if (!existing) return summaryOf(await client.createAutomation({ body }));
  if (!overwrite) {
    throw new ReeveError(
      "already_exists",
      `There is an automation "${name}" already. Pass { overwrite: true } to replace it.`,
    );
  }
  await client.updateAutomation({ params: { id: existing.id }, body });
  return { id: existing.id, name, enabled };
}

/** Deletes the automation of this name; answers whether there was one. */
export async function deleteAutomation(name: string): Promise<boolean> {
  const automation = await findAutomation(name);
  if (!automation) return false;
  const client = requiredClient(`Deleting the automation "${name}"`);
  await client.deleteAutomation({ params: { id: automation.id } });
  return true;
}

async function findAutomation(name: string): Promise<Automation | undefined> {
  const client = requiredClient(`Looking for the automation "${name}"`);
  const [found] = await client.listAutomations({
    body: { automations: { name: { any_: [name] } }, limit: 1 },
  });
  return found;
}

const summaryOf = ({ id, name, enabled }: Automation): CreatedAutomation => ({ id, name, enabled });
