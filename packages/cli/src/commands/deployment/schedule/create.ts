import { scheduleOf } from "@reeve/project";
import { ReeveError } from "@reeve/protocol/errors";
import { durationArgument } from "../../../argument.ts";
import { describeSchedule } from "../../../describe-schedule.ts";
import { findDeployment } from "../../../find-deployment.ts";
import { print, printJson } from "../../../output.ts";
import { type GlobalOptions, withClient } from "../../../session.ts";
import { jsonObject } from "../../deploy/entry-options.ts";

export type ScheduleCreateOptions = GlobalOptions & {
  cron?: string;
  interval?: string;
  anchorDate?: string;
  rrule?: string;
  timezone?: string;
  slug?: string;
  params?: string;
  inactive?: boolean;
  json?: boolean;
};

/** Adds a schedule to a deployment. */
export async function createSchedule(reference: string, options: ScheduleCreateOptions): Promise<void> {
  const { cron, interval, rrule } = options;
  if ([cron, interval, rrule].filter((one) => one !== undefined).length !== 1) {
    throw new ReeveError("invalid_request", "A schedule has one of --cron, --interval and --rrule.");
  }
  await withClient(options, async (client) => {
    const { id, name } = await findDeployment(client, reference);
    const schedule = scheduleOf({
      cron,
      interval: interval === undefined ? undefined : durationArgument(interval),
      rrule,
      anchor_date: options.anchorDate,
      timezone: options.timezone,
      slug: options.slug,
      active: !options.inactive,
      parameters: options.params === undefined ? undefined : jsonObject("--params", options.params),
    });
    const [created] = await client.createDeploymentSchedules({ params: { id }, body: [schedule] });
    if (options.json) return printJson(created);
    print(
      `The deployment "${name}" runs ${describeSchedule(created!.schedule)}${created!.active ? "" : ", once it is resumed"}.`,
    );
  });
}
