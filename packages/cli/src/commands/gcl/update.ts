import type { ConcurrencyLimitUpdate } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { print } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

export type LimitUpdateOptions = GlobalOptions & {
  limit?: number;
  slotDecayPerSecond?: number;
  activeSlots?: number;
  enable?: boolean;
  disable?: boolean;
};

/** Changes what the options name of a limit. */
export async function updateLimit(name: string, options: LimitUpdateOptions): Promise<void> {
  const { limit, slotDecayPerSecond, activeSlots, enable, disable } = options;
  const body: ConcurrencyLimitUpdate = {
    ...(limit !== undefined && { limit }),
    ...(slotDecayPerSecond !== undefined && { slot_decay_per_second: slotDecayPerSecond }),
    ...(activeSlots !== undefined && { active_slots: activeSlots }),
    ...((enable || disable) && { active: Boolean(enable) }),
  };
  if (Object.keys(body).length === 0) {
    throw new ReeveError(
      "invalid_request",
      'Say what is to change; "reeve gcl update --help" shows what can.',
    );
  }
  await change(name, options, "is changed", body);
}

export const enableLimit = (name: string, options: GlobalOptions): Promise<void> =>
  change(name, options, "is on", { active: true });

export const disableLimit = (name: string, options: GlobalOptions): Promise<void> =>
  change(name, options, "is off", { active: false });

async function change(
  name: string,
  options: GlobalOptions,
  outcome: string,
  body: ConcurrencyLimitUpdate,
): Promise<void> {
  await withClient(options, async (client) => {
    await client.updateConcurrencyLimit({ params: { id_or_name: name }, body });
    print(`The limit "${name}" ${outcome}.`);
  });
}
