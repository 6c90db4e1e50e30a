import type { LiveMessage, LiveRequest, LiveTopic } from "@reeve/protocol";
import type { WebSocket } from "ws";
import type { CommitSignal } from "../commit-signal.ts";
import type { Context } from "../context.ts";
import type { EventFeed } from "../events/event-feed.ts";
import { comparePlaces, type FeedPlace } from "../events/feed-place.ts";
import { parseJson, type SocketRoute } from "../http/sockets.ts";
import { getLogPlace } from "../logs/list-logs.ts";
import { formatCursor, type LiveCursor, parseCursor } from "./live-cursor.ts";
import { isSilent, type SilentChanges, type SilentTopic } from "./silent-changes.ts";
import { changesOf, flowRunOf, isTopic, newLogs, outdates } from "./topic-changes.ts";

// Changes gather this long before they are sent: ten times a second is as much as anybody sees.
const GATHER_MS = 100;
// A page that missed more than this reads everything anew, which is cheaper than all the changes.
const MOST_MISSED = 5_000;
const MOST_BUFFERED_BYTES = 1 << 20;
// Numbers that change faster cannot be read, and each time all task runs of a flow run are counted.
const PROGRESS_GAP_MS = 300;
// What has no events has no places between which one could go on.
const SILENT_CURSOR = "0";
const INTERNAL_ERROR = 1011;
// Other servers on the same database store log lines without telling us.
const POLL_MS = 1_000;

/** `/ui/stream`: what a browser's pages show, kept up to date; see `LiveRequest` and `LiveMessage`. */
export function liveSocket(
  context: Context,
  feed: EventFeed,
  commits: CommitSignal,
  silentChanges: SilentChanges,
): SocketRoute {
  return {
    path: "/ui/stream",
    isBrowser: true,
    handle: (socket) => new LiveSession(context, feed, commits, silentChanges, socket),
  };
}

class LiveSession {
  readonly #context: Context;
  readonly #feed: EventFeed;
  readonly #silentChanges: SilentChanges;
  readonly #socket: WebSocket;
  readonly #places = new Map<LiveTopic, LiveCursor>();
  readonly #silent = new Map<SilentTopic, Promise<() => void>>();
  readonly #newest: Promise<FeedPlace>;
  #timer: NodeJS.Timeout | undefined;
  #isSending = false;
  #progressAt = 0;
  #isStale = false;

  constructor(
    context: Context,
    feed: EventFeed,
    commits: CommitSignal,
    silentChanges: SilentChanges,
    socket: WebSocket,
  ) {
    this.#context = context;
    this.#silentChanges = silentChanges;
    this.#feed = feed;
    this.#socket = socket;
    const onCommit = () => this.#wake();
    this.#newest = feed.join(onCommit);
    const stopListening = commits.listen(onCommit);
    const polling = context.db.dialect === "sqlite" ? undefined : setInterval(onCommit, POLL_MS);
    // In turn, as a topic may be left before it is joined.
    let handled = Promise.resolve();
    socket.on("message", (data) => {
      handled = handled.then(() => this.#handle(String(data))).catch((error) => this.#breakOff(error));
    });
    socket.once("close", () => {
      feed.leave(onCommit);
      stopListening();
      clearInterval(polling);
      clearTimeout(this.#timer);
      for (const topic of [...this.#silent.keys()]) this.#leaveSilent(topic);
    });
  }

  async #handle(text: string): Promise<void> {
    const request = parseJson(text) as LiveRequest | undefined;
    if (!isTopic(request?.topic)) {
      this.#send({ type: "error", message: `There is no topic ${JSON.stringify(request?.topic)}.` });
    } else if (isSilent(request.topic)) {
      if (request.type === "unsubscribe") this.#leaveSilent(request.topic);
      else await this.#joinSilent(request.topic, request.cursor ?? null);
    } else if (request.type === "unsubscribe") {
      this.#places.delete(request.topic);
    } else {
      await this.#subscribe(request.topic, request.cursor ?? null);
    }
  }

  async #subscribe(topic: LiveTopic, cursor: string | null): Promise<void> {
    const joined = await this.#newest;
    const newest = comparePlaces(joined, this.#feed.newest) > 0 ? joined : this.#feed.newest;
    const last = cursor === null ? null : parseCursor(cursor);
    const isTooOld = last !== null && newest.sequence - last.events.sequence > MOST_MISSED;
    const place = last && !isTooOld ? last : { events: newest, log: await getLogPlace(this.#context) };
    this.#places.set(topic, place);
    const type = cursor !== null && (last === null || isTooOld) ? "reset" : "subscribed";
    this.#send({ type, topic, cursor: formatCursor(place) });
    if (last) this.#wake();
  }

  async #joinSilent(topic: SilentTopic, cursor: string | null): Promise<void> {
    const listening = this.#silentChanges.listen(topic, (changes) =>
      this.#send({ type: "changes", topic, cursor: SILENT_CURSOR, changes }),
    );
    this.#leaveSilent(topic);
    this.#silent.set(topic, listening);
    await listening;
    if (this.#silent.get(topic) !== listening) return;
    if (this.#socket.readyState !== this.#socket.OPEN) return this.#leaveSilent(topic);
    this.#send({ type: cursor === null ? "subscribed" : "reset", topic, cursor: SILENT_CURSOR });
  }

  #leaveSilent(topic: SilentTopic): void {
    // Had it never begun to listen, there would be nothing to end.
    this.#silent.get(topic)?.then(
      (leave) => leave(),
      () => {},
    );
    this.#silent.delete(topic);
  }

  #wake(): void {
    this.#isStale = true;
    if (this.#timer || this.#isSending || this.#places.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#sendChanges().catch((error) => this.#breakOff(error));
    }, GATHER_MS);
  }

  async #sendChanges(): Promise<void> {
    if (this.#socket.bufferedAmount > MOST_BUFFERED_BYTES) return this.#wake();
    this.#isSending = true;
    this.#isStale = false;
    try {
      for (const topic of [...this.#places.keys()]) await this.#sendTopic(topic);
    } finally {
      this.#isSending = false;
    }
    if (this.#isStale) this.#wake();
  }

  async #sendTopic(topic: LiveTopic): Promise<void> {
    const place = this.#places.get(topic);
    if (!place) return;
    if (topic === "progress" && performance.now() - this.#progressAt < PROGRESS_GAP_MS) {
      this.#isStale = true;
      return;
    }
    const placed = await this.#feed.after(place.events);
    const events = placed.map(({ event }) => event);
    const isOutdated = outdates(topic, events);
    const changes = isOutdated ? [] : await changesOf(this.#context, topic, events);
    const seen = placed.at(-1)?.place ?? place.events;
    const flowRunId = flowRunOf(topic);
    const logs = flowRunId ? await newLogs(this.#context, flowRunId, place.log) : undefined;
    if (placed.length > 0 || logs?.isMore)
      this.#isStale ||= comparePlaces(this.#feed.newest, seen) > 0 || Boolean(logs?.isMore);
    const next = { events: seen, log: logs?.place ?? place.log };
    // It may have been left, or joined anew from another place, meanwhile.
    if (this.#places.get(topic) !== place) return;
    this.#places.set(topic, next);
    if (isOutdated) this.#send({ type: "reset", topic, cursor: formatCursor(next) });
    const all = [...changes, ...(logs?.changes ?? [])];
    if (topic === "progress" && all.length > 0) this.#progressAt = performance.now();
    if (all.length > 0) this.#send({ type: "changes", topic, cursor: formatCursor(next), changes: all });
  }

  #breakOff(error: unknown): void {
    this.#context.log.error("A page could not be kept up to date", { error: String(error) });
    this.#socket.close(INTERNAL_ERROR, "The stream broke off; connect again.");
  }

  #send(message: LiveMessage): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}
