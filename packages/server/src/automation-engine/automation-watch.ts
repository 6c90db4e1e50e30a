import type { Automation } from "@reeve/protocol";
import { getAutomationRevision, listEnabledAutomations } from "../automations/read-automations.ts";
import type { Connection } from "../db/database.ts";
import { isRolling } from "./triggers/bucket.ts";
import { TriggerIndex, type WatchedTrigger } from "./triggers/trigger-index.ts";

/** The enabled automations in memory, read again when any has changed. */
export class AutomationWatch {
  #revision: number | undefined;
  #index = new TriggerIndex([]);
  #automations = new Map<string, Automation>();
  #byTriggerId = new Map<string, WatchedTrigger>();
  #rolling: readonly WatchedTrigger[] = [];

  get index(): TriggerIndex {
    return this.#index;
  }

  get automations(): Iterable<Automation> {
    return this.#automations.values();
  }

  automation(id: string): Automation | undefined {
    return this.#automations.get(id);
  }

  /** The triggers that wait from the beginning, one window after another. */
  get rolling(): readonly WatchedTrigger[] {
    return this.#rolling;
  }

  /** A trigger at work, by its id. */
  trigger(id: string): WatchedTrigger | undefined {
    return this.#byTriggerId.get(id);
  }

  /** Brings what is in memory to what the transaction sees; true when it was another. */
  async refresh(transaction: Connection): Promise<boolean> {
    const revision = await getAutomationRevision(transaction);
    if (revision === this.#revision) return false;
    const automations = await listEnabledAutomations(transaction);
    this.#automations = new Map(automations.map((automation) => [automation.id, automation]));
    this.#index = new TriggerIndex(automations);
    this.#byTriggerId = new Map(this.#index.all.map((watched) => [watched.trigger.id, watched]));
    this.#rolling = this.#index.all.filter(({ trigger }) => isRolling(trigger));
    this.#revision = revision;
    return true;
  }
}
