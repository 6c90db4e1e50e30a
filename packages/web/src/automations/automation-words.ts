import type { Action, Trigger } from "@reeve/protocol";
import { eventWords, kindWord } from "../components/events/event-words.ts";
import { scheduleInLabels } from "./schedule-form.ts";

type EventTrigger = Extract<Trigger, { type: "event" }>;
type Labels = EventTrigger["match"];

/** What an automation waits for, as the rest of a sentence that begins with "When". */
export function triggerWords(trigger: Trigger): string {
  switch (trigger.type) {
    case "event":
      return scheduleWords(trigger) ?? eventTriggerWords(trigger);
    case "metric": {
      const { name, operator, threshold, firing_for } = trigger.metric;
      const what = METRICS[name] ?? name;
      return `${what} of ${subjectOf(trigger, "flow runs")} is ${OPERATORS[operator] ?? operator} ${figureText(name, threshold)} for ${sayDuration(firing_for)}`;
    }
    default: {
      const parts = trigger.triggers.map(triggerWords);
      const within = trigger.within ? ` within ${sayDuration(trigger.within)}` : "";
      if (trigger.type === "sequence") return parts.join(", then ") + within;
      if (trigger.require === "all") return parts.join(", and ") + within;
      if (trigger.require === "any") return parts.join(", or ") + within;
      return `${trigger.require} of these happen${within}: ${parts.join("; ")}`;
    }
  }
}

/** A rate in percent, anything else as a duration. */
const figureText = (name: string, value: number): string =>
  name === "successes" ? `${Number((value * 100).toPrecision(12))} %` : sayDuration(value);

const METRICS: Readonly<Record<string, string>> = {
  lateness: "the average lateness",
  duration: "the average duration",
  successes: "the success rate",
};
const OPERATORS: Readonly<Record<string, string>> = {
  "<": "below",
  "<=": "at most",
  ">": "above",
  ">=": "at least",
};

function scheduleWords({ match }: EventTrigger): string | undefined {
  const schedule = scheduleInLabels(match);
  if (!schedule) return undefined;
  if ("interval" in schedule) return `${sayDuration(schedule.interval)} have passed again`;
  const times = "cron" in schedule ? schedule.cron : schedule.rrule.replaceAll("\n", " ");
  return `it is time by "${times}" in ${schedule.timezone}`;
}

function eventTriggerWords(trigger: EventTrigger): string {
  const { expect, after, posture, threshold, within } = trigger;
  const subject = subjectOf(trigger, "anything");
  const span = within > 0 ? sayDuration(within) : "";
  if (posture === "Proactive") {
    const since = after.length > 0 ? ` after it ${verbs(after, "entered", "was")}` : "";
    const few = threshold > 1 ? ` at least ${threshold} times` : "";
    return `${subject} does not ${verbs(expect, "enter", "become")}${few} within ${span}${since}`;
  }
  const since = after.length > 0 ? ` after it ${verbs(after, "entered", "was")}` : "";
  const often = threshold > 1 ? `, ${threshold} times${span && ` within ${span}`}` : "";
  return `${subject} ${verbs(expect, "enters", "is")}${since}${often}`;
}

const RUN_STATE = /^prefect\.(?:flow|task)-run\.([A-Z]\w*)$/;

function verbs(events: readonly string[], enter: string, is: string): string {
  if (events.length === 0) return `${is} heard of`;
  const states = events.map((name) => RUN_STATE.exec(name)?.[1]);
  if (states.every((state) => state !== undefined)) return `${enter} ${listed(states)}`;
  return listed(
    events.map((name) => {
      const { kind, what } = eventWords(name);
      return kind ? `${is} ${what.replace("*", "changed")}` : `${is} told of by ${name}`;
    }),
  );
}

/** What the trigger looks at: "a flow run of quality-check". */
function subjectOf(
  { match, match_related }: Pick<EventTrigger, "match" | "match_related">,
  all: string,
): string {
  const id = [match["prefect.resource.id"] ?? ""].flat()[0] ?? "";
  const kind = /^prefect\.([a-z-]+)\./.exec(id)?.[1];
  const names = [match["prefect.resource.name"] ?? []].flat();
  const noun = kind ? `a ${kindWord(kind).toLowerCase()}` : id === "" || id === "*" ? all : id;
  const related = [match_related].flat().flatMap(relatedNames);
  return [
    names.length > 0 && kind ? `${kindWord(kind).toLowerCase()} ${listed(names)}` : noun,
    related.length > 0 && `of ${listed(related)}`,
  ]
    .filter(Boolean)
    .join(" ");
}

const relatedNames = (labels: Labels): string[] =>
  [labels["prefect.resource.name"] ?? labels["prefect.resource.id"] ?? []].flat();

const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;

/** "90 s", "5 min", "2 h": the greatest unit that is whole. */
export function sayDuration(seconds: number): string {
  if (seconds > 0 && seconds % 86_400 === 0) return `${seconds / 86_400} d`;
  if (seconds > 0 && seconds % 3_600 === 0) return `${seconds / 3_600} h`;
  if (seconds > 0 && seconds % 60 === 0) return `${seconds / 60} min`;
  return `${seconds} s`;
}

/** What each action does, with "it" for what it is done to. */
export const ACTION_WORDS: Readonly<Record<Action["type"], string>> = {
  "do-nothing": "do nothing",
  "run-deployment": "run the deployment",
  "pause-deployment": "pause the deployment",
  "resume-deployment": "resume the deployment",
  "cancel-flow-run": "cancel the flow run",
  "suspend-flow-run": "suspend the flow run",
  "resume-flow-run": "resume the flow run",
  "delete-flow-run": "delete the flow run",
  "change-flow-run-state": "change the state of the flow run",
  "send-notification": "send a notification",
  "call-webhook": "call a webhook",
  "pause-work-pool": "pause the work pool",
  "resume-work-pool": "resume the work pool",
  "pause-work-queue": "pause the work queue",
  "resume-work-queue": "resume the work queue",
  "pause-automation": "pause the automation",
  "resume-automation": "resume the automation",
};

/** The id of what an action is done to or with; undefined where it takes that from the event. */
export function targetOf(action: Action): string | undefined {
  const entry = Object.entries(action).find(([key]) => /_(?:document_)?id$/.test(key))?.[1];
  return typeof entry === "string" ? entry : undefined;
}

/** What an action does, in words; `names` has those of what it is done to or with, by their ids. */
export function actionWords(action: Action, names: ReadonlyMap<string, string>): string {
  const words = ACTION_WORDS[action.type];
  if (action.type === "change-flow-run-state")
    return `${words} to ${action.name ?? action.state.toLowerCase()}`;
  if ("source" in action && action.source === "inferred") return `${words} of the event`;
  const name = names.get(targetOf(action) ?? "");
  if (!name) return words;
  const isBy = action.type === "send-notification" || action.type === "call-webhook";
  return isBy ? `${words} through ${name}` : `${words} ${name}`;
}
