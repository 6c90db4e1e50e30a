import { SETTING_PARTS } from "./definitions.ts";
import type { SettingDefinition } from "./setting-definition.ts";
import { defaultOf, takes } from "./setting-facts.ts";

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
