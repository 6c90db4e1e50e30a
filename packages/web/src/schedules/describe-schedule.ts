import type { Schedule } from "@reeve/protocol";
import cronstrue from "cronstrue";
import { formatDuration } from "../components/format-duration.ts";

/** A schedule in words: "Every day at 06:00, Europe/Berlin", "Every 15 minutes". */
export function describeSchedule(schedule: Schedule): string {
  if ("interval" in schedule) return `Every ${formatInterval(schedule.interval)}`;
  const zone = schedule.timezone && schedule.timezone !== "UTC" ? `, ${schedule.timezone}` : ", UTC";
  if ("cron" in schedule) return `${describeCron(schedule.cron)}${zone}`;
  return `${describeRule(schedule.rrule)}${zone}`;
}

function describeCron(cron: string): string {
  try {
    return cronstrue.toString(cron, { use24HourTimeFormat: true, verbose: false });
  } catch {
    // The server's dialect knows a few spellings more.
    return cron;
  }
}

const UNITS: readonly [seconds: number, name: string][] = [
  [604_800, "week"],
  [86_400, "day"],
  [3600, "hour"],
  [60, "minute"],
  [1, "second"],
];

function formatInterval(seconds: number): string {
  const unit = UNITS.find(([size]) => seconds >= size && seconds % size === 0);
  if (!unit) return formatDuration(seconds * 1000);
  const [size, name] = unit;
  const count = seconds / size;
  return count === 1 ? name : `${count} ${name}s`;
}

const FREQUENCIES: Readonly<Record<string, string>> = {
  YEARLY: "year",
  MONTHLY: "month",
  WEEKLY: "week",
  DAILY: "day",
  HOURLY: "hour",
  MINUTELY: "minute",
  SECONDLY: "second",
};

/** The common rules in words; of any other its own text, without where it starts. */
function describeRule(rrule: string): string {
  const rule = rrule.split("\n").find((line) => line.includes("FREQ=")) ?? rrule;
  const parts = Object.fromEntries(
    rule
      .replace(/^RRULE:/, "")
      .split(";")
      .map((part) => part.split("=") as [string, string]),
  );
  const unit = FREQUENCIES[parts.FREQ ?? ""];
  const { FREQ: _, INTERVAL: interval = "1", ...others } = parts;
  if (!unit || rrule.split("\n").filter((line) => line.includes("FREQ=")).length > 1) return rule;
  const every = interval === "1" ? `Every ${unit}` : `Every ${interval} ${unit}s`;
  const { said, rest } = sayDayAndTime(others);
  const more = Object.entries(rest).map(([name, value]) => `${name.toLowerCase()} ${value}`);
  return [`${every}${said}`, ...more].join(", ");
}

const DAYS: Readonly<Record<string, string>> = {
  MO: "Monday",
  TU: "Tuesday",
  WE: "Wednesday",
  TH: "Thursday",
  FR: "Friday",
  SA: "Saturday",
  SU: "Sunday",
};

/** " on Monday, Friday at 07:30" where the rule names plain days and one time; `rest` is what is left to say. */
function sayDayAndTime(parts: Readonly<Record<string, string>>) {
  const rest = { ...parts };
  let said = "";
  const days = parts.BYDAY?.split(",").map((day) => DAYS[day]);
  if (days?.every((day) => day !== undefined)) {
    said += ` on ${days.join(", ")}`;
    delete rest.BYDAY;
  }
  const { BYHOUR: hour = "", BYMINUTE: minute = "" } = parts;
  // Without a minute it is that of the rule's start.
  if (/^\d+$/.test(hour) && /^\d+$/.test(minute)) {
    said += ` at ${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
    delete rest.BYHOUR;
    delete rest.BYMINUTE;
  }
  return { said, rest };
}
