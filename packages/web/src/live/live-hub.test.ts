import type { LiveChange, LiveMessage, LiveRequest, LiveTopic } from "@reeve/protocol";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { LiveHub } from "./live-hub.ts";
import { reconnectDelayMs } from "./reconnect-delay.ts";

/** The browser's side of a socket, whose other end is the test. */
class FakeSocket {
  readyState: number = WebSocket.CONNECTING;
  readonly sent: LiveRequest[] = [];
  onopen = () => {};
  onclose = () => {};
  onmessage = (_: { data: string }) => {};
  send = (text: string) => this.sent.push(JSON.parse(text));
  close = () => {};

  open(): void {
    this.readyState = WebSocket.OPEN;
    this.onopen();
  }
  fail(): void {
    this.readyState = WebSocket.CLOSED;
    this.onclose();
  }
  receive(message: LiveMessage): void {
    this.onmessage({ data: JSON.stringify(message) });
  }
}

const deleted = (id: string): LiveChange => ({ kind: "flow-run-deleted", id });
const changes = (topic: LiveTopic, cursor: string, ...ids: string[]): LiveMessage => ({
  type: "changes",
  topic,
  cursor,
  changes: ids.map(deleted),
});

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("document", { hidden: false });
  vi.stubGlobal("requestAnimationFrame", (draw: () => void) => setTimeout(draw, 16));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A tab that has the socket for itself. */
function openTab(pageCursor: string | null = null) {
  const sockets: FakeSocket[] = [];
  const openSocket = () => {
    const socket = new FakeSocket();
    sockets.push(socket);
    return socket as unknown as WebSocket;
  };
  const hub = new LiveHub({ openSocket, pageCursor });
  return { hub, sockets, newest: () => sockets.at(-1)! };
}

const listener = () => ({ onChanges: vi.fn(), onStale: vi.fn() });

describe("the live feed of a tab", () => {
  test("subscribes once it is connected, and has what was read before read again", () => {
    const { hub, newest } = openTab();
    const heard = listener();
    hub.listen("runs", heard);
    expect(hub.status).toBe("connecting");
    newest().open();
    expect(newest().sent).toEqual([{ type: "subscribe", topic: "runs", cursor: null }]);
    newest().receive({ type: "subscribed", topic: "runs", cursor: "7" });
    expect(heard.onStale).toHaveBeenCalledTimes(1);
    expect(hub.status).toBe("live");
  });

  test("goes on from where the page was made, and reads again only what changed while it was read", () => {
    const { hub, newest } = openTab("3");
    const [still, changing, silent] = [listener(), listener(), listener()];
    hub.listen("kind:flow", still);
    hub.listen("runs", changing);
    hub.listen("slots", silent);
    newest().open();
    expect(newest().sent.map((request) => "cursor" in request && request.cursor)).toEqual(["3", "3", null]);
    newest().receive({ type: "subscribed", topic: "kind:flow", cursor: "3" });
    newest().receive({ type: "subscribed", topic: "runs", cursor: "3" });
    newest().receive(changes("runs", "4", "a"));
    newest().receive(changes("runs", "5", "b"));
    vi.advanceTimersByTime(20_000);
    expect(still.onStale).not.toHaveBeenCalled();
    expect(changing.onStale).toHaveBeenCalledTimes(1);
    hub.listen("kind:block", listener());
    expect(newest().sent.at(-1)).toEqual({ type: "subscribe", topic: "kind:block", cursor: null });
  });

  test("hands changes on in batches, each 100 ms at most", () => {
    const { hub, newest } = openTab();
    const heard = listener();
    hub.listen("runs", heard);
    newest().open();
    newest().receive({ type: "subscribed", topic: "runs", cursor: "0" });
    newest().receive(changes("runs", "1", "a"));
    newest().receive(changes("runs", "2", "b", "c"));
    vi.advanceTimersByTime(20);
    expect(heard.onChanges.mock.calls).toEqual([[[deleted("a"), deleted("b"), deleted("c")]]]);
    newest().receive(changes("runs", "3", "d"));
    vi.advanceTimersByTime(50);
    expect(heard.onChanges).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(100);
    expect(heard.onChanges).toHaveBeenCalledTimes(2);
  });

  test("comes back after a lost socket where it stopped, and asks every 15 s in between", () => {
    const { hub, sockets, newest } = openTab();
    const heard = listener();
    hub.listen("runs", heard);
    newest().open();
    newest().receive({ type: "subscribed", topic: "runs", cursor: "0" });
    newest().receive(changes("runs", "5", "a"));
    heard.onStale.mockClear();
    newest().fail();
    expect(hub.status).toBe("polling");
    vi.advanceTimersByTime(1_100);
    expect(sockets).toHaveLength(2);
    newest().fail();
    vi.advanceTimersByTime(15_000);
    expect(heard.onStale).toHaveBeenCalledTimes(1);
    newest().open();
    expect(newest().sent).toEqual([{ type: "subscribe", topic: "runs", cursor: "5" }]);
    newest().receive({ type: "subscribed", topic: "runs", cursor: "5" });
    vi.advanceTimersByTime(60_000);
    expect(heard.onStale).toHaveBeenCalledTimes(1);
  });

  test("tries again soon where it is told that the server is back, also while a try is under way that fails", () => {
    const { hub, sockets, newest } = openTab();
    for (let tries = 0; tries < 6; tries++) {
      newest().fail();
      vi.advanceTimersByTime(30_000);
    }
    hub.retryNow();
    newest().fail();
    const before = sockets.length;
    vi.advanceTimersByTime(1_000);
    expect(sockets).toHaveLength(before + 1);
  });

  test("has everything read again when it was away for too long", () => {
    const { hub, newest } = openTab();
    const heard = listener();
    hub.listen("runs", heard);
    newest().open();
    newest().receive({ type: "subscribed", topic: "runs", cursor: "1" });
    newest().receive({ type: "reset", topic: "runs", cursor: "900" });
    expect(heard.onStale).toHaveBeenCalledTimes(2);
  });

  test("gives a topic up some time after its last listener went", () => {
    const { hub, newest } = openTab();
    newest().open();
    const stop = hub.listen("run:1", listener());
    stop();
    vi.advanceTimersByTime(29_000);
    expect(newest().sent).toHaveLength(1);
    vi.advanceTimersByTime(2_000);
    expect(newest().sent[1]).toEqual({ type: "unsubscribe", topic: "run:1" });
  });
});

describe("the tabs of a browser", () => {
  /** Tabs on one channel, whose messages arrive at once at all others. */
  function openTabs() {
    const sockets: FakeSocket[] = [];
    const channels: { onmessage: (event: { data: unknown }) => void }[] = [];
    const openSocket = () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    };
    const openTab = () => {
      let lead = () => {};
      const channel = {
        onmessage: (_: { data: unknown }) => {},
        postMessage: (data: unknown) => {
          for (const other of channels)
            if (other !== channel) other.onmessage({ data: structuredClone(data) });
        },
      };
      channels.push(channel);
      const tabs = {
        channel: channel as unknown as BroadcastChannel,
        whenLeader: (take: () => void) => {
          lead = take;
        },
      };
      const hub = new LiveHub({ openSocket, tabs });
      const close = () => {
        hub.leave();
        channels.splice(channels.indexOf(channel), 1);
      };
      return { hub, lead: () => lead(), close };
    };
    return { sockets, openTab };
  }

  test("share one socket: the leader subscribes for all and passes on what it hears", () => {
    const { sockets, openTab } = openTabs();
    const first = openTab();
    first.lead();
    sockets[0]!.open();
    const second = openTab();
    const heard = listener();
    second.hub.listen("run:1", heard);
    expect(second.hub.status).toBe("live");
    expect(sockets[0]!.sent).toEqual([{ type: "subscribe", topic: "run:1", cursor: null }]);
    sockets[0]!.receive({ type: "subscribed", topic: "run:1", cursor: "3" });
    sockets[0]!.receive(changes("run:1", "4", "a"));
    vi.advanceTimersByTime(20);
    expect(heard.onStale).toHaveBeenCalledTimes(1);
    expect(heard.onChanges).toHaveBeenCalledWith([deleted("a")]);
    expect(sockets).toHaveLength(1);
  });

  test("lose nothing when the leader closes: the next one goes on from the last cursor", () => {
    const { sockets, openTab } = openTabs();
    const first = openTab();
    first.lead();
    sockets[0]!.open();
    const second = openTab();
    second.hub.listen("runs", listener());
    sockets[0]!.receive({ type: "subscribed", topic: "runs", cursor: "3" });
    sockets[0]!.receive(changes("runs", "8", "a"));
    first.close();
    second.lead();
    sockets[1]!.open();
    expect(sockets[1]!.sent).toEqual([{ type: "subscribe", topic: "runs", cursor: "8" }]);
  });

  test("give a topic up when the tab that wanted it goes", () => {
    const { sockets, openTab } = openTabs();
    const first = openTab();
    first.lead();
    sockets[0]!.open();
    const second = openTab();
    second.hub.listen("run:2", listener());
    second.close();
    expect(sockets[0]!.sent.at(-1)).toEqual({ type: "unsubscribe", topic: "run:2" });
  });
});

test("tries to reconnect ever more rarely, after 1 to 30 s", () => {
  expect(reconnectDelayMs(0, () => 1)).toBe(1_000);
  expect(reconnectDelayMs(3, () => 0)).toBe(4_000);
  expect(reconnectDelayMs(3, () => 1)).toBe(8_000);
  expect(reconnectDelayMs(20, () => 1)).toBe(30_000);
  expect(reconnectDelayMs(0, () => 0)).toBe(1_000);
});
