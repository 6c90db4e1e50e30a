import type { LiveChange, LiveMessage } from "@reeve/protocol";
import { leastIdAt, newId } from "@reeve/protocol";
import { expect, test } from "vitest";
import { createFlowRun, setState, taskRunEvent } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";
import type { TestSocket } from "../../test/test-socket.ts";
import { insertLogs } from "../logs/queries.ts";

type Changes = Extract<LiveMessage, { type: "changes" }>;

onEachServer((server) => {
  const open = () => server.connect("/ui/stream", { protocol: null });
  const line = (flow_run_id: string, message: string) => ({
    name: "l",
    level: 20,
    message,
    timestamp: "2026-01-01T00:00:00Z",
    flow_run_id,
  });
  const subscribe = async (socket: TestSocket, topic: string, cursor?: string): Promise<string> => {
    socket.send({ type: "subscribe", topic, ...(cursor !== undefined && { cursor }) });
    const message: LiveMessage = await socket.next();
    expect(message).toMatchObject({ type: "subscribed", topic, cursor: expect.any(String) });
    return (message as Changes).cursor;
  };
  /** Reads changes of a topic until one of them is what the test waits for; answers that message and all changes. */
  const changesUntil = async (socket: TestSocket, topic: string, isIt: (change: LiveChange) => boolean) => {
    const all: LiveChange[] = [];
    for (;;) {
      const message: Changes = await socket.next();
      expect(message).toMatchObject({ type: "changes", topic });
      all.push(...message.changes);
      if (message.changes.some(isIt)) return { cursor: message.cursor, all };
    }
  };
  const shows = (flowRunId: string, state: string) => (change: LiveChange) =>
    change.kind === "flow-run" && change.flowRun.id === flowRunId && change.flowRun.state_type === state;
  const logs = (changes: LiveChange[]): string[] =>
    changes.flatMap((change) => (change.kind === "logs" ? change.logs.map(({ message }) => message) : []));

  test("the list of runs is told of every run that is made or changes, as it now stands", async () => {
    using socket = await open();
    await subscribe(socket, "runs");
    const flowRun = await createFlowRun(server);
    await changesUntil(socket, "runs", shows(flowRun.id, "PENDING"));
    await setState(server, flowRun.id, { type: "RUNNING" });
    const { all } = await changesUntil(socket, "runs", shows(flowRun.id, "RUNNING"));
    const change = all.find(shows(flowRun.id, "RUNNING")) as Extract<LiveChange, { kind: "flow-run" }>;
    const { estimated_run_time: _, ...stored } = (await server.get(`/flow_runs/${flowRun.id}`)).body;
    expect(change.flowRun).toMatchObject(stored);
  });

  test("how far runs have come is told while their task runs change, and of which run", async () => {
    const [flowRun, other] = [await createFlowRun(server), await createFlowRun(server)];
    using socket = await open();
    await subscribe(socket, "progress");
    const counts = (id: string, wanted: object) => (change: LiveChange) =>
      change.kind === "task-run-counts" &&
      change.flowRunId === id &&
      JSON.stringify(change.counts) === JSON.stringify(wanted);
    const id = newId();
    await server.post("/events", [taskRunEvent({ id, flowRunId: flowRun.id, type: "RUNNING" })]);
    await changesUntil(socket, "progress", counts(flowRun.id, { RUNNING: 1 }));
    await server.post("/events", [
      taskRunEvent({ id, flowRunId: flowRun.id, type: "COMPLETED" }),
      taskRunEvent({ flowRunId: other.id, type: "FAILED" }),
    ]);
    const { all } = await changesUntil(socket, "progress", counts(other.id, { FAILED: 1 }));
    expect(all.some(counts(flowRun.id, { COMPLETED: 1 }))).toBe(true);
  });

  test("a run's page is told of its states, task runs and log lines, and of no other run's", async () => {
    const [flowRun, other] = [await createFlowRun(server), await createFlowRun(server)];
    const topic = `run:${flowRun.id}`;
    using socket = await open();
    await subscribe(socket, topic);
    const taskRunId = newId();
    await server.post("/logs/", [line(other.id, "not mine")]);
    await server.post("/events", [
      taskRunEvent({ flowRunId: other.id }),
      taskRunEvent({
        id: taskRunId,
        flowRunId: flowRun.id,
        name: "step",
        taskRun: { start_time: "2026-01-01T00:00:00Z" },
      }),
    ]);
    await server.post("/logs/", [line(flowRun.id, "first"), line(flowRun.id, "second")]);
    await setState(server, other.id, { type: "RUNNING" });
    await setState(server, flowRun.id, { type: "RUNNING" });
    await server.post("/logs/", [line(flowRun.id, "last")]);

    const all: LiveChange[] = [];
    while (!(logs(all).includes("last") && all.some(shows(flowRun.id, "RUNNING")))) {
      const message: Changes = await socket.next();
      expect(message.topic).toBe(topic);
      all.push(...message.changes);
    }
    expect(logs(all)).toEqual(["first", "second", "last"]);
    const nodes = all.filter((change) => change.kind === "node");
    expect(nodes.map(({ node }) => node)).toMatchObject([
      { kind: "task-run", id: taskRunId, label: "step", state_type: "RUNNING" },
    ]);
    expect(all.every((change) => change.kind !== "flow-run" || change.flowRun.id === flowRun.id)).toBe(true);
  });

  test("a parent's page is told of its subflow's run as a node", async () => {
    const parent = await createFlowRun(server);
    const standIn = await server.post("/task_runs/", {
      flow_run_id: parent.id,
      task_key: "s",
      dynamic_key: "0",
    });
    using socket = await open();
    await subscribe(socket, `run:${parent.id}`);
    const child = await createFlowRun(server, { parent_task_run_id: standIn.body.id });
    await setState(server, child.id, { type: "RUNNING" });
    await changesUntil(
      socket,
      `run:${parent.id}`,
      (change) =>
        change.kind === "node" && change.node.id === child.id && change.node.state_type === "RUNNING",
    );
  });

  test("an update of a run's name, tags or labels is told", async () => {
    const flowRun = await createFlowRun(server);
    using socket = await open();
    await subscribe(socket, `run:${flowRun.id}`);
    await server.call("PATCH", `/flow_runs/${flowRun.id}`, { name: "renamed" });
    await changesUntil(
      socket,
      `run:${flowRun.id}`,
      (change) => change.kind === "flow-run" && change.flowRun.name === "renamed",
    );
    await server.call("PATCH", `/flow_runs/${flowRun.id}/labels`, { new: 1 });
    await changesUntil(
      socket,
      `run:${flowRun.id}`,
      (change) => change.kind === "flow-run" && change.flowRun.labels.new === 1,
    );
  });

  test("a deleted run is told to the list and to its page", async () => {
    const flowRun = await createFlowRun(server);
    using list = await open();
    using page = await open();
    await subscribe(list, "runs");
    await subscribe(page, `run:${flowRun.id}`);
    await server.call("DELETE", `/flow_runs/${flowRun.id}`);
    const isGone = (change: LiveChange) => change.kind === "flow-run-deleted" && change.id === flowRun.id;
    await changesUntil(list, "runs", isGone);
    await changesUntil(page, `run:${flowRun.id}`, isGone);
  });

  test("a flow deleted with its runs makes the list read anew, and tells the pages of those runs", async () => {
    const [flowRun, other] = [await createFlowRun(server), await createFlowRun(server)];
    using list = await open();
    using page = await open();
    await subscribe(list, "runs");
    await subscribe(page, `run:${flowRun.id}`);
    await server.call("DELETE", `/flows/${flowRun.flow_id}`);
    let message: LiveMessage = await list.next();
    // The server's feed may be a little behind, and tell of the runs' beginning first.
    while (message.type === "changes") message = await list.next();
    expect(message).toMatchObject({ type: "reset", topic: "runs", cursor: expect.any(String) });
    const { all } = await changesUntil(page, `run:${flowRun.id}`, ({ kind }) => kind === "flow-run-deleted");
    expect(all).toEqual([{ kind: "flow-run-deleted", id: flowRun.id }]);
    await setState(server, other.id, { type: "RUNNING" });
    await changesUntil(list, "runs", shows(other.id, "RUNNING"));
  });

  test("events of clients about runs of no possible id do not break the stream", async () => {
    const flowRun = await createFlowRun(server);
    using socket = await open();
    await subscribe(socket, "runs");
    const about = (id: string) => ({
      id: newId(),
      occurred: "2026-01-01T00:00:00Z",
      event: "made.up",
      resource: { "prefect.resource.id": id },
    });
    await server.post("/events", [about("prefect.flow-run.none"), about("prefect.task-run.none")]);
    await setState(server, flowRun.id, { type: "RUNNING" });
    await changesUntil(socket, "runs", shows(flowRun.id, "RUNNING"));
  });

  test("a page that comes back with its cursor is told what it missed", async () => {
    const flowRun = await createFlowRun(server);
    const topic = `run:${flowRun.id}`;
    const first = await open();
    await subscribe(first, topic);
    await server.post("/logs/", [line(flowRun.id, "seen")]);
    await setState(server, flowRun.id, { type: "RUNNING" });
    const seen: LiveChange[] = [];
    let cursor = "";
    while (!(logs(seen).includes("seen") && seen.some(shows(flowRun.id, "RUNNING")))) {
      const message: Changes = await first.next();
      seen.push(...message.changes);
      cursor = message.cursor;
    }
    first[Symbol.dispose]();
    await server.post("/logs/", [line(flowRun.id, "missed")]);
    await setState(server, flowRun.id, { type: "COMPLETED" });

    using second = await open();
    await subscribe(second, topic, cursor);
    const missed: LiveChange[] = [];
    while (!(logs(missed).includes("missed") && missed.some(shows(flowRun.id, "COMPLETED")))) {
      missed.push(...((await second.next()) as Changes).changes);
    }
    expect(logs(missed)).toEqual(["missed"]);
  });

  test("a cursor that is none, or too old, is answered with a reset to now", async () => {
    using socket = await open();
    for (const cursor of ["nonsense", "5", "-1.x"]) {
      socket.send({ type: "subscribe", topic: "runs", cursor });
      expect(await socket.next()).toMatchObject({ type: "reset", topic: "runs", cursor: expect.any(String) });
    }
    const flowRun = await createFlowRun(server);
    await changesUntil(socket, "runs", shows(flowRun.id, "PENDING"));
  });

  test("a list of a kind of things is told to read anew when one of them changes, and of nothing else", async () => {
    using socket = await open();
    await subscribe(socket, "kind:variable");
    await createFlowRun(server);
    await server.post("/variables/", { name: "limit", value: 5 });
    expect(await socket.next()).toMatchObject({ type: "reset", topic: "kind:variable" });
    expect(socket.unread).toEqual([]);
  });

  test("a topic that was left is heard of no more", async () => {
    const [left, kept] = [await createFlowRun(server), await createFlowRun(server)];
    using socket = await open();
    await subscribe(socket, `run:${left.id}`);
    await subscribe(socket, `run:${kept.id}`);
    socket.send({ type: "unsubscribe", topic: `run:${left.id}` });
    await socket.ping();
    await setState(server, left.id, { type: "RUNNING" });
    await setState(server, kept.id, { type: "RUNNING" });
    await changesUntil(socket, `run:${kept.id}`, shows(kept.id, "RUNNING"));
    expect(socket.unread).toEqual([]);
  });

  test("a topic that is left at once is left, however long it takes to join", async () => {
    const flowRun = await createFlowRun(server);
    using socket = await open();
    socket.send({ type: "subscribe", topic: "runs" });
    socket.send({ type: "unsubscribe", topic: "runs" });
    expect(await socket.next()).toMatchObject({ type: "subscribed", topic: "runs" });
    await subscribe(socket, `run:${flowRun.id}`);
    await setState(server, flowRun.id, { type: "RUNNING" });
    await changesUntil(socket, `run:${flowRun.id}`, shows(flowRun.id, "RUNNING"));
    await setState(server, flowRun.id, { type: "COMPLETED" });
    await changesUntil(socket, `run:${flowRun.id}`, shows(flowRun.id, "COMPLETED"));
  });

  test("what is no request or no topic is answered with an error, and the socket goes on", async () => {
    using socket = await open();
    for (const request of ["no json", "null", { type: "subscribe" }, { type: "subscribe", topic: "run:1" }]) {
      socket.send(request);
      expect(await socket.next()).toMatchObject({ type: "error", message: expect.any(String) });
    }
    await subscribe(socket, "runs");
  });

  test("many log lines come whole and in their order", async () => {
    const flowRun = await createFlowRun(server);
    using socket = await open();
    await subscribe(socket, `run:${flowRun.id}`);
    const lines = Array.from({ length: 1_300 }, (_, i) => line(flowRun.id, String(i)));
    await server.post("/logs/", lines);
    const all: LiveChange[] = [];
    while (logs(all).length < lines.length) all.push(...((await socket.next()) as Changes).changes);
    expect(logs(all)).toEqual(lines.map(({ message }) => message));
  });

  test("a log line that is committed long after it got its id comes, and none after it is lost", async (test) => {
    test.skip(server.dialect === "sqlite", "There transactions follow one another.");
    const flowRun = await createFlowRun(server);
    using socket = await open();
    await subscribe(socket, `run:${flowRun.id}`);
    const late = { ...line(flowRun.id, "late"), task_run_id: null, created: "2026-01-02T03:04:05.678901Z" };
    await server.database.write(async (transaction) => {
      await insertLogs(transaction, [{ ...late, id: leastIdAt(Date.now() - 60_000) }]);
      await server.post("/logs/", [line(flowRun.id, "other")]);
    });
    const all: LiveChange[] = [];
    while (logs(all).length < 2) all.push(...((await socket.next()) as Changes).changes);
    expect(logs(all)).toEqual(["late", "other"]);
  });
});
