import { SETTING_PARTS, type SettingValue } from "./definitions.ts";
import { formatSetting } from "./parse-setting.ts";
import type { SettingDefinition } from "./setting-definition.ts";

const INTRODUCTION = `# Settings

A setting is looked for in these places, the first that has it winning:

1. an option of the command, such as \`--port\`,
2. the environment,
3. the file \`.env\` of the folder the command runs in,
4. the active profile ([\`reeve config set\`, \`reeve profile use\`](../README.md)),
5. the default.

Most settings have two names. In one place the name that begins with \`REEVE_\` goes before the one that begins with
\`PREFECT_\`, and that before older names, so that what is configured for a Prefect server goes on to work. A value that is
not allowed is refused at the start, with the name it was found under and what it must be.

\`reeve config view\` shows what is set and where, \`reeve config view --show-defaults\` everything that applies, each with
\`--json\` for programs. \`GET /api/admin/settings\` shows what a running server goes by. Secrets are shown as asterisks.

Durations are seconds, or have a unit: \`500ms\`, \`30s\`, \`15m\`, \`12h\`, \`7d\`; \`PT15M\` is understood, too. Lists have commas
between their parts.

This page is made from the code by \`npm run page --workspace packages/settings\`.
`;

/** Settings of the Python server that this one has no use for: they are ignored. */
const WITHOUT_EFFECT: readonly { readonly names: string; readonly because: string }[] = [
  {
    names: "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE",
    because: "Leases are kept in the database, so they outlive the server.",
  },
  {
    names: "PREFECT_SERVER_TASKS_SCHEDULING_MAX_SCHEDULED_QUEUE_SIZE, …_MAX_RETRY_QUEUE_SIZE",
    because: "Background task runs wait in the database, any number of them.",
  },
  {
    names: "PREFECT_WORKER_CANCELLATION_POLL_SECONDS",
    because: "A worker is told of cancelled runs at once, and asks for them whenever it asks for due ones.",
  },
  {
    names: "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_…",
    because: "An event is stored before it is acknowledged; there is nothing to gather and flush.",
  },
  {
    names: "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_…",
    because: "Task runs are recorded in the transaction that stores their events.",
  },
  {
    names: "PREFECT_SERVER_SERVICES_DB_VACUUM_ORPHAN_CLEANUP_LOOP_SECONDS",
    because: "What belongs to a run is deleted with it.",
  },
];

/** The page of the documentation that lists every setting. */
export function settingsPage(): string {
  const parts = SETTING_PARTS.map(
    ({ title, definitions }) =>
      `## ${title}\n\n| Setting | Takes | Default | What it does |\n|---|---|---|---|\n${Object.values(definitions).map(row).join("\n")}\n`,
  );
  const ignored = WITHOUT_EFFECT.map(({ names, because }) => `| \`${names}\` | ${because} |`);
  return [
    INTRODUCTION,
    ...parts,
    `## Settings of Prefect without effect\n\n| Setting | Why |\n|---|---|\n${ignored.join("\n")}\n`,
  ].join("\n");
}

function row(definition: SettingDefinition): string {
  const [name, ...others] = definition.names;
  const also = others.length > 0 ? `<br>${others.map((other) => `\`${other}\``).join("<br>")}` : "";
  return `| **\`${name}\`**${also} | ${takes(definition)} | ${defaultOf(definition)} | ${definition.about} |`;
}

const KINDS: Readonly<Record<SettingDefinition["kind"], string>> = {
  string: "text",
  path: "a path",
  secret: "a secret",
  url: "a URL",
  databaseUrl: "a URL or the path of a file",
  choice: "a word",
  integer: "a whole number",
  number: "a number",
  boolean: "`true` or `false`",
  seconds: "a duration",
  duration: "a duration",
  durations: "a JSON object of durations",
  list: "a list",
  integers: "whole numbers",
  headers: "a JSON object of texts",
};

function takes({ kind, allowed, words = {}, minimum, maximum }: SettingDefinition): string {
  if (allowed) {
    const options = [...allowed, ...Object.keys(words)].map((word) => `\`${word}\``).join(", ");
    return kind === "list" ? `any of ${options}` : options;
  }
  const isDuration = kind === "seconds" || kind === "duration";
  const shown = (bound: number) => (isDuration ? durationText(bound) : String(bound));
  const bounds = [
    ...(minimum === undefined ? [] : [`at least ${shown(minimum)}`]),
    ...(maximum === undefined ? [] : [`at most ${shown(maximum)}`]),
  ];
  return [KINDS[kind], ...bounds].join(", ");
}

function defaultOf({ kind, default: value }: SettingDefinition): string {
  if (value === null || formatSetting(value as SettingValue) === "") return "";
  if ((kind === "seconds" || kind === "duration") && typeof value === "number")
    return `\`${durationText(value)}\``;
  if (kind === "durations") {
    const texts = Object.entries(value).map(([name, seconds]) => [name, durationText(Number(seconds))]);
    return `\`${JSON.stringify(Object.fromEntries(texts))}\``;
  }
  return `\`${formatSetting(value as SettingValue)}\``;
}

const UNITS: readonly (readonly [seconds: number, unit: string])[] = [
  [86_400, "d"],
  [3600, "h"],
  [60, "m"],
  [1, "s"],
];

/** The duration in the largest unit of which it is a whole number. */
function durationText(seconds: number): string {
  const fitting = UNITS.find(([size]) => seconds >= size && seconds % size === 0);
  if (!fitting) return seconds < 1 && seconds > 0 ? `${seconds * 1000}ms` : `${seconds}s`;
  return `${seconds / fitting[0]}${fitting[1]}`;
}
