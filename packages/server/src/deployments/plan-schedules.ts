import {
  type DeploymentScheduleCreate,
  type DeploymentScheduleUpdate,
  newId,
  ReeveError,
  type Timestamp,
} from "@reeve/protocol";
import type { DeploymentSchedulesTable } from "../db/schema/deployments.ts";
import { parseSchedule } from "../schedules/parse-schedule.ts";

/** What becomes of a deployment's schedules. */
export type SchedulePlan = {
  readonly inserted: readonly DeploymentSchedulesTable[];
  readonly updated: readonly { id: string; changes: Partial<DeploymentSchedulesTable> }[];
  readonly deleted: readonly string[];
};

const NOTHING: SchedulePlan = { inserted: [], updated: [], deleted: [] };

/** A new schedule's row. Refuses a schedule whose times could not be told. */
export function newSchedule(
  deploymentId: string,
  given: DeploymentScheduleCreate,
  now: Timestamp,
): DeploymentSchedulesTable {
  return {
    id: newId(),
    created: now,
    updated: now,
    deployment_id: deploymentId,
    schedule: JSON.stringify(parseSchedule(given.schedule, now)),
    active: Number(given.active ?? true),
    max_scheduled_runs: given.max_scheduled_runs ?? null,
    parameters: JSON.stringify(given.parameters ?? {}),
    slug: given.slug ?? null,
    refill_time: null,
    scheduled_until: null,
  };
}

/** The columns that a change names; what is null stays, but parameters are always those that are sent. */
export function scheduleChanges(
  given: DeploymentScheduleUpdate,
  now: Timestamp,
): Partial<DeploymentSchedulesTable> {
  return {
    updated: now,
    parameters: JSON.stringify(given.parameters ?? {}),
    ...(given.schedule && { schedule: JSON.stringify(parseSchedule(given.schedule, now)) }),
    ...(given.active != null && { active: Number(given.active) }),
    ...(given.max_scheduled_runs != null && { max_scheduled_runs: given.max_scheduled_runs }),
    ...(given.slug != null && { slug: given.slug }),
  };
}

/**
 * How a changed deployment comes to the schedules that were sent with it. Where both those and the existing ones all
 * have slugs, each slug is changed or added and none is deleted; otherwise those that were sent replace all.
 */
export function planSchedules(
  deploymentId: string,
  existing: readonly DeploymentSchedulesTable[],
  given: readonly DeploymentScheduleUpdate[],
  now: Timestamp,
): SchedulePlan {
  const isBySlug = existing.length > 0 && existing.every(({ slug }) => slug !== null);
  if (isBySlug && given.length === 0) return NOTHING;
  if (isBySlug && given.some(({ slug }) => !slug)) {
    throw new ReeveError(
      "unprocessable",
      "The deployment's schedules have slugs, and some of those sent have none; give each of them its slug.",
    );
  }
  if (isBySlug) return planBySlug(deploymentId, existing, given, now);
  return {
    inserted: given.map((one) => newSchedule(deploymentId, requireSchedule(one), now)),
    updated: [],
    deleted: existing.map(({ id }) => id),
  };
}

function planBySlug(
  deploymentId: string,
  existing: readonly DeploymentSchedulesTable[],
  given: readonly DeploymentScheduleUpdate[],
  now: Timestamp,
): SchedulePlan {
  const bySlug = new Map(existing.map((row) => [row.slug, row]));
  const find = (slug: string | null | undefined) => (slug ? bySlug.get(slug) : undefined);
  // A schedule that was renamed before has its new slug already.
  const known = given.map((one) => ({ one, row: find(one.replaces) ?? find(one.slug) }));
  checkTargets(known.flatMap(({ row }) => row?.slug ?? []));
  return {
    inserted: known.flatMap(({ one, row }) =>
      row ? [] : [newSchedule(deploymentId, requireSchedule(one), now)],
    ),
    updated: known.flatMap(({ one, row }) =>
      row ? [{ id: row.id, changes: scheduleChanges(one, now) }] : [],
    ),
    deleted: [],
  };
}

function checkTargets(slugs: readonly string[]): void {
  const repeated = slugs.find((slug, index) => slugs.indexOf(slug) !== index);
  if (repeated === undefined) return;
  throw new ReeveError(
    "unprocessable",
    `Two of the schedules sent change the schedule ${repeated}; send one.`,
  );
}

function requireSchedule(given: DeploymentScheduleUpdate): DeploymentScheduleCreate {
  const { schedule, active, ...rest } = given;
  if (!schedule) {
    throw new ReeveError(
      "unprocessable",
      `The new schedule${given.slug ? ` ${given.slug}` : ""} says not when it is due; send its "schedule".`,
    );
  }
  return { ...rest, schedule, ...(active != null && { active }) };
}
