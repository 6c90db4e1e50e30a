import { EventSubscription } from "@reeve/client";
import type { EventFilter, ReceivedEvent } from "@reeve/protocol";
import { formatLocalTime } from "../../format-time.ts";
import { print, remark, terminal } from "../../output.ts";
import { apiUrlOf, type GlobalOptions, withClient } from "../../session.ts";
import { stopSignals } from "../../stop-signal.ts";
import { paint, singleLine } from "../../terminal.ts";

export type EventStreamOptions = GlobalOptions & {
  name?: string[];
  resource?: string[];
  related?: string[];
  since?: number;
  count?: number;
  json?: boolean;
};

// A subscription alone does not hold the process; this timer does, and fires never while somebody waits.
const HOLD_MS = 2 ** 31 - 1;

/** Prints events as they are committed, until it is stopped or so many have come. */
export async function streamEvents(options: EventStreamOptions): Promise<void> {
  const stop = stopSignals();
  await withClient(options, async (client, settings) => {
    // The subscription would go on trying: what is wrong with the address or the password is better said at once.
    await client.getApiVersion();
    const { promise: isEnough, resolve: end } = Promise.withResolvers<void>();
    let left = options.count ?? Number.POSITIVE_INFINITY;
    if (left === 0) return;
    const since = options.since && new Date(Date.now() - options.since * 1000).toISOString();
    using _subscription = new EventSubscription({
      apiUrl: apiUrlOf(settings),
      authString: settings.apiAuthString,
      filter: filterOf(options),
      ...(since && { since }),
      onEvent: (event) => {
        if (left <= 0 || !isWanted(options.name, event.event)) return;
        print(options.json ? JSON.stringify(event) : lineOf(event));
        left -= 1;
        if (left <= 0) end();
      },
    });
    if (!options.json) remark("Waiting for events; Ctrl-C ends it.");
    const hold = setInterval(() => {}, HOLD_MS);
    await Promise.race([isEnough, stop.next()]);
    clearInterval(hold);
  });
}

function filterOf({ name, resource, related }: EventStreamOptions): EventFilter {
  return {
    ...(name && { event: nameFilterOf(name) }),
    // A label takes patterns; an id and a prefix would both have to match.
    ...(resource && { resource: { labels: { "prefect.resource.id": resource } } }),
    ...(related && { related: [{ id: related }] }),
  };
}

/** A name must be among the names of a filter and have one of its prefixes: of both kinds, all are sent as prefixes. */
const nameFilterOf = (names: readonly string[]): EventFilter["event"] =>
  names.some(isPrefix) ? { prefix: names.map((one) => one.replace(/\*$/, "")) } : { name: [...names] };

const isPrefix = (name: string): boolean => name.endsWith("*");

const isWanted = (names: readonly string[] | undefined, event: string): boolean =>
  names?.some((one) => (isPrefix(one) ? event.startsWith(one.slice(0, -1)) : event === one)) ?? true;

function lineOf({ occurred, event, resource }: ReceivedEvent): string {
  const time = paint(terminal, "dim", formatLocalTime(occurred));
  const id = resource["prefect.resource.id"] ?? "";
  const name = resource["prefect.resource.name"];
  const what = name ? `${singleLine(name)} ${paint(terminal, "dim", `(${singleLine(id)})`)}` : singleLine(id);
  return `${time} | ${paint(terminal, "cyan", singleLine(event))} | ${what}`;
}
