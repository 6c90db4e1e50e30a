import type { DeploymentSchedule } from "@reeve/protocol";
import { describeSchedule } from "../schedules/describe-schedule.ts";

type Told = Pick<DeploymentSchedule, "id" | "schedule" | "active"> & Partial<DeploymentSchedule>;

/** What became of a deployment's schedules, a sentence each; nothing where an event tells of none. */
export function scheduleChanges(payload: unknown): string[] {
  const { from = [], to = [] } =
    (payload as { updates?: { schedules?: { from?: Told[]; to?: Told[] } } } | null)?.updates?.schedules ??
    {};
  const after = new Map(to.map((one) => [one.id, one]));
  const before = new Set(from.map(({ id }) => id));
  return [
    ...from.flatMap((one) => {
      const now = after.get(one.id);
      return now ? sayChange(one, now) : [`Schedule removed: ${say(one)}`];
    }),
    ...to.filter(({ id }) => !before.has(id)).map((one) => `Schedule added: ${say(one)}`),
  ];
}

const say = ({ schedule, active }: Told): string =>
  describeSchedule(schedule) + (active ? "" : " (switched off)");

function sayChange(before: Told, after: Told): string[] {
  const words = describeSchedule(after.schedule);
  const isSame = (key: "schedule" | "parameters" | "slug" | "max_scheduled_runs") =>
    JSON.stringify(before[key]) === JSON.stringify(after[key]);
  return [
    ...(isSame("schedule") ? [] : [`Schedule changed: ${describeSchedule(before.schedule)} → ${words}`]),
    ...(before.active === after.active ? [] : [`Schedule switched ${after.active ? "on" : "off"}: ${words}`]),
    ...(isSame("parameters") ? [] : [`Parameters of the schedule changed: ${words}`]),
    ...(isSame("slug") ? [] : [`Schedule named ${after.slug ?? "nothing"}: ${words}`]),
    ...(isSame("max_scheduled_runs") ? [] : [`Planned runs of the schedule limited: ${words}`]),
  ];
}
