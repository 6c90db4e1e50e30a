import { endpoint, parameters } from "./endpoint.ts";
import { Schedule, ScheduleCreate } from "./schedules.ts";
import { DateTime, Nullable, open, Seconds, type Static, Type, Uuid } from "./schema.ts";
import { StateType } from "./states.ts";

/** A run that began in the span, or is to. */
export const CalendarRun = open("CalendarRun", {
  id: Uuid,
  name: Type.String(),
  deployment_id: Nullable(Uuid),
  state_type: Nullable(StateType),
  state_name: Nullable(Type.String()),
  /** When it began; before that, when it is to. */
  start_time: DateTime,
  seconds: Seconds,
});
export type CalendarRun = Static<typeof CalendarRun>;

/** A deployment and the times of its schedules in the span for which there are no runs yet. */
export const CalendarLane = open("CalendarLane", {
  deployment_id: Uuid,
  name: Type.String(),
  flow_name: Type.String(),
  paused: Type.Boolean(),
  concurrency_limit: Nullable(Type.Integer()),
  /** How long its flow took lately; null when no run has completed. */
  usual_seconds: Nullable(Seconds),
  /** Those that are switched on. */
  schedules: Type.Array(Schedule),
  times: Type.Array(DateTime),
  /** Whether it has more times than those. */
  is_cut: Type.Boolean(),
});
export type CalendarLane = Static<typeof CalendarLane>;

export const Calendar = open("Calendar", {
  now: DateTime,
  lanes: Type.Array(CalendarLane),
  /** The latest first, subflows left out. */
  runs: Type.Array(CalendarRun),
  is_cut: Type.Boolean(),
});
export type Calendar = Static<typeof Calendar>;

export const getCalendar = endpoint({
  name: "getCalendar",
  group: "UI",
  summary: "The runs of a span of time, past and coming, and the times of schedules that have no run yet",
  method: "POST",
  path: "/ui/calendar",
  body: parameters(Type.Object({ start: DateTime, end: DateTime })),
  answers: { 200: Calendar },
});

export const listScheduleTimes = endpoint({
  name: "listScheduleTimes",
  group: "UI",
  summary: "The next times of a schedule that may not be kept anywhere yet",
  method: "POST",
  path: "/ui/schedules/times",
  body: parameters(
    Type.Object({
      schedule: ScheduleCreate,
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 10 })),
    }),
  ),
  /** Fewer than asked for where it has no more within ten years. */
  answers: { 200: open("ScheduleTimes", { times: Type.Array(DateTime) }) },
});
