import type { AutomationTest, TestedAction } from "@reeve/protocol";
import { findAutomation } from "../../find-automation.ts";
import { formatDuration, formatLocalTime } from "../../format-time.ts";
import { print, printFields, printJson, printTable, remark, terminal } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";
import { paint, type Style, singleLine } from "../../terminal.ts";

export type AutomationTestOptions = GlobalOptions & {
  since?: number;
  event?: string;
  send?: boolean;
  json?: boolean;
};

const DAY_SECONDS = 86_400;

/** Says when an automation would have fired, and what it would do; with `send` it does that. */
export async function testAutomation(reference: string, options: AutomationTestOptions): Promise<void> {
  await withClient(options, async (client) => {
    const { id, name, enabled } = await findAutomation(client, reference);
    const { since: seconds = DAY_SECONDS } = options;
    const since = new Date(Date.now() - seconds * 1000).toISOString();
    const body = { since, event_id: options.event ?? null, send: options.send ?? false };
    const result = await client.testAutomation({ params: { id }, body });
    if (result.actions.some(({ outcome }) => outcome === "failed")) process.exitCode = 1;
    if (options.json) return printJson(result);
    if (!options.event) tellFirings(result, seconds);
    for (const metric of result.metrics) {
      const value = metric.value === null ? "not known: no run ended lately" : String(metric.value);
      print(
        `Its metric ${metric.name} is ${value}, which is ${metric.is_beyond ? "" : "not "}beyond its limit.`,
      );
    }
    tellActions(result, options.send ?? false);
    if (!enabled) remark(`\nIt is off:  reeve automation enable ${JSON.stringify(name)}`);
    else if (!options.send) remark(`\nReally do it:  reeve automation test ${JSON.stringify(name)} --send`);
  });
}

function tellFirings({ fired, firings, covered, is_whole }: AutomationTest, seconds: number): void {
  const events = covered === 1 ? "1 event" : `${covered} events`;
  const times = fired === 0 ? "not have fired" : `have fired ${fired === 1 ? "once" : `${fired} times`}`;
  print(`In the last ${formatDuration(seconds)} it would ${times}; ${events} concerned it.`);
  if (!is_whole) print("More happened in that time than was looked at; this is the newest of it.");
  if (fired === 0) return;
  print("");
  printTable(
    firings.toReversed(),
    [
      { title: "When", value: ({ at }) => formatLocalTime(at) },
      {
        title: "Event",
        value: ({ event }) => event?.event ?? "none: what was waited for did not come",
        narrowest: 16,
      },
      {
        title: "Resource",
        value: ({ event }) =>
          event?.resource["prefect.resource.name"] ?? event?.resource["prefect.resource.id"] ?? "",
        narrowest: 12,
      },
    ],
    "",
  );
  if (firings.length < fired) remark(`\nThe newest ${firings.length} of ${fired}.`);
  print("");
}

const STYLES: Readonly<Record<TestedAction["outcome"], readonly [word: string, style: Style]>> = {
  "would-do": ["would do", "cyan"],
  "would-fail": ["would fail", "red"],
  executed: ["done", "green"],
  failed: ["failed", "red"],
};

function tellActions({ actions, event }: AutomationTest, send: boolean): void {
  const cause = event
    ? `for ${event.event} of ${formatLocalTime(event.occurred)}`
    : "without an event, since none concerned it";
  print(`${send ? "What it did" : "What it would do"} ${cause}:`);
  if (actions.length === 0) print("  nothing: it has no actions.");
  for (const { type, outcome, summary, details } of actions) {
    const [word, style] = STYLES[outcome];
    print("");
    print(`${paint(terminal, style, word)}  ${paint(terminal, "bold", type)}  ${singleLine(summary)}`);
    const fields = Object.entries(details).filter(([, value]) => isTold(value));
    if (fields.length > 0) printFields(fields.map(([key, value]) => [`  ${key}`, textOf(value)]));
  }
}

/** Not what is empty or at its default. */
const isTold = (value: unknown): boolean =>
  value !== null && value !== "" && value !== 0 && value !== false && JSON.stringify(value) !== "{}";

const textOf = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value, null, 2);
