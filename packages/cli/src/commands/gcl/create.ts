import { print, printJson } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

export type LimitCreateOptions = GlobalOptions & {
  limit: number;
  slotDecayPerSecond?: number;
  disable?: boolean;
  json?: boolean;
};

/** Makes a limit. */
export async function createLimit(name: string, options: LimitCreateOptions): Promise<void> {
  await withClient(options, async (client) => {
    const { limit, slotDecayPerSecond: slot_decay_per_second, disable } = options;
    const created = await client.createConcurrencyLimit({
      body: {
        name,
        limit,
        active: !disable,
        ...(slot_decay_per_second !== undefined && { slot_decay_per_second }),
      },
    });
    if (options.json) return printJson(created);
    print(`The limit "${name}" is there, with ${limit} slot${limit === 1 ? "" : "s"}.`);
  });
}
