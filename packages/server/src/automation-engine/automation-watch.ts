import type { Automation } from "@reeve/protocol";
import { getAutomationRevision, listEnabledAutomations } from "../automations/read-automations.ts";
import { type ScheduleResource, scheduleOfLabels } from "../automations/schedule-trigger.ts";
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
  #schedules: ReadonlyMap<string, ScheduleResource> = new Map();

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

  /** The schedules that triggers wait for, by the ids of their resources. */
  get schedules(): ReadonlyMap<string, ScheduleResource> {
    return this.#schedules;
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
    this.#schedules = schedulesOf(this.#index.all);
    this.#revision = revision;
    return true;
  }
}

/** Schedules are whole in the labels of triggers as they are stored, so the time of today changes none. */
const schedulesOf = (all: readonly WatchedTrigger[]): ReadonlyMap<string, ScheduleResource> =>
  new Map(
    all.flatMap(({ trigger, automation }) => {
      const resource = scheduleOfLabels(trigger.match, automation.updated);
      return resource ? [[resource.labels["prefect.resource.id"]!, resource] as const] : [];
    }),
  );
