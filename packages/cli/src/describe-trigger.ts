import type { Trigger } from "@reeve/protocol";
import { formatDuration } from "./format-time.ts";

/** A trigger in a few words: `3 × prefect.flow-run.Failed within 10m`, `no prefect.flow-run.Completed for 1h`. */
export function describeTrigger(trigger: Trigger): string {
  switch (trigger.type) {
    case "event": {
      const schedule = scheduleOf(trigger);
      if (schedule) return schedule;
      const expected = trigger.expect.length > 0 ? trigger.expect.join(" or ") : "any event";
      const after = trigger.after.length > 0 ? ` after ${trigger.after.join(" or ")}` : "";
      const within = trigger.within > 0 ? formatDuration(trigger.within) : "";
      if (trigger.posture === "Proactive") {
        const few = trigger.threshold > 1 ? `fewer than ${trigger.threshold} ×` : "no";
        return `${few} ${expected} for ${within}${after}`;
      }
      const many = trigger.threshold > 1 ? `${trigger.threshold} × ` : "";
      return `${many}${expected}${within && ` within ${within}`}${after}`;
    }
    case "metric": {
      const { name, operator, threshold } = trigger.metric;
      return `${name} ${operator} ${threshold}`;
    }
    default:
      return describeComposite(trigger);
  }
}

/** A schedule, which is kept as an event trigger with the schedule in its labels. */
function scheduleOf({ match }: Extract<Trigger, { type: "event" }>): string | undefined {
  const { cron, interval, rrule, timezone } = Object.fromEntries(
    ["cron", "interval", "rrule", "timezone"].map((name) => [name, match[`reeve.schedule.${name}`]]),
  );
  const zone = timezone ? ` (${timezone})` : "";
  if (cron) return `cron ${cron}${zone}`;
  if (interval) return `every ${formatDuration(Number(interval))}`;
  return rrule && `rrule ${[rrule].flat().join().replaceAll("\n", " ")}${zone}`;
}

function describeComposite(trigger: Extract<Trigger, { triggers: Trigger[] }>): string {
  const within = trigger.within ? ` within ${formatDuration(trigger.within)}` : "";
  const parts = trigger.triggers.map((one) => {
    const text = describeTrigger(one);
    return "triggers" in one ? `(${text})` : text;
  });
  if (trigger.type === "sequence") return `${parts.join(", then ")}${within}`;
  if (trigger.require === "all") return `${parts.join(" and ")}${within}`;
  const many = trigger.require === "any" ? "any" : String(trigger.require);
  return `${many} of: ${parts.join(", ")}${within}`;
}
