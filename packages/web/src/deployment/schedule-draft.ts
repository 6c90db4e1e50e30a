import type { DeploymentSchedule } from "@reeve/protocol";
import { parseJson } from "../forms/parse-json.ts";
import { newTiming, scheduleOf, type Timing, timingOf } from "../schedules/timing.ts";

/** A schedule of a deployment as it is written in the dialog. */
export type ScheduleDraft = Timing & {
  active: boolean;
  slug: string;
  /** JSON of the parameters that its runs get over those of the deployment; empty for none. */
  parameters: string;
};

export const newSchedule = (): ScheduleDraft => ({ ...newTiming(), active: true, slug: "", parameters: "" });

/** A schedule that there is, as it is written in the dialog. */
export const scheduleDraft = ({ schedule, active, slug, parameters }: DeploymentSchedule): ScheduleDraft => ({
  ...timingOf(schedule),
  active,
  slug: slug ?? "",
  parameters: Object.keys(parameters).length > 0 ? JSON.stringify(parameters, null, 2) : "",
});

/** What is sent of a draft; throws a sentence about what is wrong with it. */
export function scheduleBody(draft: ScheduleDraft) {
  const schedule = scheduleOf(draft);
  if (!schedule) throw new Error("Give a number above 0.");
  return {
    schedule,
    active: draft.active,
    slug: draft.slug.trim() || null,
    parameters: readParameters(draft.parameters),
  };
}

function readParameters(text: string): Record<string, unknown> {
  if (text.trim() === "") return {};
  const read = parseJson(text);
  if ("fault" in read) throw new Error(`Parameters: ${read.fault}`);
  const { value } = read;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error("Parameters are an object, in braces.");
  return value;
}
