import type { LiveMessage, LiveTopic } from "@reeve/protocol";
import { LiveConnection } from "./live-connection.ts";
import type { LiveStatus } from "./live-status.ts";
import type { TabMessage } from "./tab-message.ts";
import { TopicFeed, type TopicListener } from "./topic-feed.ts";

const POLL_MS = 15_000;
// Long enough for a look at one run and back, so that going back needs no new subscription.
const LINGER_MS = 30_000;
// Later more will have changed since the page was made than is worth telling.
const NEW_PAGE_MS = 10_000;

export type LiveHubOptions = {
  openSocket: () => WebSocket;
  /** The place the page was made at: what it reads first is no older, so that it need not be read again. */
  pageCursor?: string | null;
  /** Other tabs; without it (pages on plain HTTP have no locks) each tab keeps a socket of its own. */
  tabs?: { channel: BroadcastChannel; whenLeader: (lead: () => void) => void };
};

/** Live changes for one tab. Among the tabs of a browser one holds the socket and passes on what it hears. */
export class LiveHub {
  #options: LiveHubOptions;
  #tab = crypto.getRandomValues(new Uint32Array(2)).join("-");
  #began = performance.now();
  #feeds = new Map<LiveTopic, TopicFeed>();
  #known = new Set<LiveTopic>();
  #connection: LiveConnection | undefined;
  #wantsOfTabs = new Map<string, ReadonlyMap<LiveTopic, string | null>>();
  #status: LiveStatus = "connecting";
  #statusListeners = new Set<() => void>();
  #pollTimer: ReturnType<typeof setInterval> | undefined;

  constructor(options: LiveHubOptions) {
    this.#options = options;
    const { tabs } = options;
    if (!tabs) {
      this.#lead();
      return;
    }
    tabs.channel.onmessage = (event) => this.#hear(event.data as TabMessage);
    tabs.whenLeader(() => this.#lead());
    this.#tellWants();
  }

  get status(): LiveStatus {
    return this.#status;
  }

  onStatus(listener: () => void): () => void {
    this.#statusListeners.add(listener);
    return () => this.#statusListeners.delete(listener);
  }

  /** Listens to a topic until the returned function is called. */
  listen(topic: LiveTopic, listener: TopicListener): () => void {
    let feed = this.#feeds.get(topic);
    if (!feed) {
      feed = new TopicFeed(this.#firstCursorOf(topic));
      this.#feeds.set(topic, feed);
      this.#wantsChanged();
    }
    const { listeners } = feed;
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) setTimeout(() => this.#forget(topic), LINGER_MS);
    };
  }

  /** The network is back or the tab is looked at: do not wait for the next try. */
  retryNow(): void {
    this.#connection?.retryNow();
  }

  /** The tab goes away: what only it wanted need not be sent any more. */
  leave(): void {
    this.#tell({ kind: "gone", tab: this.#tab });
  }

  #firstCursorOf(topic: LiveTopic): string | null {
    const isFirst = !this.#known.has(topic);
    this.#known.add(topic);
    // Of what has no events nothing can be told from a place on.
    const hasPlaces = topic !== "slots" && topic !== "polls";
    const isNew = performance.now() - this.#began < NEW_PAGE_MS;
    return isFirst && isNew && hasPlaces ? (this.#options.pageCursor ?? null) : null;
  }

  #forget(topic: LiveTopic): void {
    if (this.#feeds.get(topic)?.listeners.size !== 0) return;
    this.#feeds.delete(topic);
    this.#wantsChanged();
  }

  #lead(): void {
    this.#connection = new LiveConnection(this.#options.openSocket, {
      message: (message) => {
        this.#tell({ kind: "message", message });
        this.#receive(message);
      },
      status: (status) => {
        this.#tell({ kind: "status", status });
        this.#setStatus(status);
      },
    });
    this.#subscribeWanted();
    this.#tell({ kind: "leader" });
  }

  #hear(message: TabMessage): void {
    if (message.kind === "message") {
      if (message.to === undefined || message.to === this.#tab) this.#receive(message.message);
    } else if (message.kind === "status") this.#setStatus(message.status);
    else if (message.kind === "leader") this.#tellWants();
    else if (this.#connection) this.#hearWants(this.#connection, message);
  }

  #hearWants(connection: LiveConnection, message: Extract<TabMessage, { tab: string }>): void {
    if (message.kind === "gone") {
      this.#wantsOfTabs.delete(message.tab);
      this.#subscribeWanted();
      return;
    }
    this.#wantsOfTabs.set(message.tab, new Map(message.topics));
    this.#tell({ kind: "status", status: connection.status });
    for (const [topic, cursor] of message.topics) {
      const known = connection.cursorOf(topic);
      // Subscribed for another tab already: the server will not greet this one, so we do.
      if (cursor === null && typeof known === "string")
        this.#tell({
          kind: "message",
          message: { type: "subscribed", topic, cursor: known },
          to: message.tab,
        });
    }
    this.#subscribeWanted();
  }

  /** Brings the socket's topics in line with what all tabs want. */
  #subscribeWanted(): void {
    if (!this.#connection) return;
    const wanted = new Map<LiveTopic, string | null>();
    for (const wants of this.#wantsOfTabs.values())
      for (const [topic, cursor] of wants) wanted.set(topic, cursor);
    for (const [topic, feed] of this.#feeds) wanted.set(topic, feed.cursor);
    for (const topic of this.#connection.topics) if (!wanted.has(topic)) this.#connection.unsubscribe(topic);
    for (const [topic, cursor] of wanted) this.#connection.subscribe(topic, cursor);
  }

  #wantsChanged(): void {
    if (!this.#connection) {
      this.#tellWants();
      return;
    }
    for (const [topic, feed] of this.#feeds) {
      const known = this.#connection.cursorOf(topic);
      if (feed.cursor === null && typeof known === "string") feed.cursor = known;
    }
    this.#subscribeWanted();
  }

  #receive(message: LiveMessage): void {
    if (message.type === "error") console.warn(`Live updates: ${message.message}`);
    else this.#feeds.get(message.topic)?.receive(message);
  }

  #setStatus(status: LiveStatus): void {
    if (this.#status === status) return;
    this.#status = status;
    clearInterval(this.#pollTimer);
    if (status === "polling") this.#pollTimer = setInterval(() => this.#markAllStale(), POLL_MS);
    for (const listener of this.#statusListeners) listener();
  }

  #markAllStale(): void {
    if (!document.hidden) for (const feed of this.#feeds.values()) feed.markStale();
  }

  #tellWants(): void {
    const topics = [...this.#feeds].map(([topic, feed]) => [topic, feed.cursor] as const);
    this.#tell({ kind: "wants", tab: this.#tab, topics });
  }

  #tell(message: TabMessage): void {
    this.#options.tabs?.channel.postMessage(message);
  }
}
