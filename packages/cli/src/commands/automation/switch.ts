import { findAutomation } from "../../find-automation.ts";
import { print } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

export const enableAutomation = (reference: string, options: GlobalOptions): Promise<void> =>
  change(reference, options, true);

export const disableAutomation = (reference: string, options: GlobalOptions): Promise<void> =>
  change(reference, options, false);

async function change(reference: string, options: GlobalOptions, enabled: boolean): Promise<void> {
  await withClient(options, async (client) => {
    const { id, name } = await findAutomation(client, reference);
    await client.enableAutomation({ params: { id }, body: { enabled } });
    print(`The automation "${name}" is ${enabled ? "on" : "off"}.`);
  });
}
