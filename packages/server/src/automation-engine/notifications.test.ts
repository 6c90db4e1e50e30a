import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { newId } from "@reeve/protocol";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFlow, createFlowRun, setState } from "../../test/sample-requests.ts";
import { onEachServer, type TestServer } from "../../test/start-test-server.ts";
import { createFiredAutomation, related } from "../../test/watch-automation.ts";

type Received = { method: string; path: string; headers: IncomingMessage["headers"]; body: string };

/** A service of others on this machine: it keeps what it is sent and answers as it is told. */
class Service implements AsyncDisposable {
  readonly received: Received[] = [];
  readonly answers: { status: number; body?: string }[] = [];
  /** Answers to the next requests whose bodies fit, each given once. */
  readonly refusals: { body: RegExp; status: number; said?: string }[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      this.received.push({ method: request.method!, path: request.url!, headers: request.headers, body });
      const refusal = this.refusals.findIndex((one) => one.body.test(body));
      const [refused] = refusal < 0 ? [] : this.refusals.splice(refusal, 1);
      const { status, body: said = "" } = refused
        ? { status: refused.status, body: refused.said }
        : (this.answers.shift() ?? { status: 200, body: "ok" });
      response.writeHead(status).end(said);
    });
  }

  async start(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

async function createBlock(server: TestServer, slug: string, data: object): Promise<string> {
  const { body: type } = await server.get(`/block_types/slug/${slug}`);
  const { body: schemas } = await server.post("/block_schemas/filter", {
    block_schemas: { block_type_id: { any_: [type.id] } },
  });
  const name = `block-${newId()}`;
  const request = { name, data, block_type_id: type.id, block_schema_id: schemas[0].id };
  const { status, body } = await server.post("/block_documents/", request);
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
}

// Actions that are to be tried again are looked for as often.
const FREQUENT = { serverEventsProactiveGranularitySeconds: 0.1 };

onEachServer((server) => {
  let service: Service;
  beforeAll(async () => {
    service = new Service();
    await service.start();
  });
  afterAll(() => service[Symbol.asyncDispose]());

  const notifying = async (slug: string, data: object, own: object = {}) => {
    const block_document_id = await createBlock(server, slug, data);
    const action = { type: "send-notification", block_document_id, subject: "s", body: "b", ...own };
    return { block: block_document_id, ...(await createFiredAutomation(server, [action])) };
  };

  test("a flow run that completes is told to Slack, with the words of the action's templates", async () => {
    const flow = await createFlow(server);
    const slack = await createBlock(server, "slack-webhook", { url: `${service.url}/services/T/B/secret` });
    const trigger = {
      type: "event",
      posture: "Reactive",
      expect: ["prefect.flow-run.Completed"],
      match_related: { "prefect.resource.id": `prefect.flow.${flow.id}`, "prefect.resource.role": "flow" },
    };
    const body = `{{ flow.name }}/{{ flow_run.name }} is {{ flow_run.state.name }}: {{ flow_run.state.message }}
{{ flow_run | ui_url }} {{ event.resource.name }} {{ flow_run.parameters.x + 1 }} [{{ deployment.name }}]`;
    const action = {
      type: "send-notification",
      block_document_id: slack,
      subject: "{{ automation.name }}",
      body,
    };
    const automation = await createFiredAutomation(server, [action], { trigger, name: "told" });
    using socket = await server.connect("/events/out");
    const filter = {
      event: { prefix: ["prefect.automation.action."] },
      resource: { id: [`prefect.automation.${automation.id}`] },
      occurred: { until: "2099-01-01T00:00:00Z" },
    };
    socket.send({ type: "filter", filter });
    const run = await createFlowRun(server, { flow_id: flow.id, parameters: { x: 1 } });
    await setState(server, run.id, { type: "RUNNING" });
    await setState(server, run.id, { type: "COMPLETED", message: "All well" });
    await socket.next();
    const { event } = await socket.next();
    expect(event, JSON.stringify(event.payload)).toMatchObject({
      event: "prefect.automation.action.executed",
      payload: { status_code: 200, response_body: "ok" },
    });
    expect(event.related).toContainEqual(
      expect.objectContaining({
        "prefect.resource.id": `prefect.block-document.${slack}`,
        "prefect.resource.role": "block",
      }),
    );
    const { path, body: sent } = service.received.at(-1)!;
    expect(path).toBe("/services/T/B/secret");
    expect(JSON.parse(sent).text).toMatch(
      new RegExp(
        `^\\*told\\*\n${flow.name}/${run.name} is Completed: All well\nhttp://127.0.0.1:\\d+/runs/flow-run/${run.id} ${run.name} 2 \\[\\]$`,
      ),
    );
  });

  test("mail goes out through a server of mail", async () => {
    const received: { from: string; to: string[]; user?: string; text: string }[] = [];
    const smtp = new SMTPServer({
      authMethods: ["PLAIN"],
      allowInsecureAuth: true,
      disabledCommands: ["STARTTLS"],
      onAuth: ({ username, password }, _session, done) =>
        done(password === "pass word" ? null : new Error("Wrong"), { user: username }),
      onData: async (stream, { envelope, user }, done) => {
        let text = "";
        for await (const chunk of stream) text += chunk;
        const from = envelope.mailFrom ? envelope.mailFrom.address : "";
        received.push({ from, to: envelope.rcptTo.map(({ address }) => address), user: String(user), text });
        done();
      },
    });
    smtp.listen(0, "127.0.0.1");
    await once(smtp.server, "listening");
    const { port } = smtp.server.address() as AddressInfo;
    const server_ = { smtp_server: "127.0.0.1", smtp_port: port, smtp_type: "INSECURE", username: "me@a.b" };
    const block = { ...server_, password: "pass word", to_emails: ["you@a.b", "all@a.b"] };
    const automation = await notifying("smtp-email", block, {
      subject: "Grüße\r\nBcc: x@y.z",
      body: "Line 1\n.\nLine 3",
    });
    const done = await automation.outcome();
    expect(done.event, JSON.stringify(done.payload)).toBe("prefect.automation.action.executed");
    expect(received).toMatchObject([{ from: "me@a.b", to: ["you@a.b", "all@a.b"], user: "me@a.b" }]);
    expect(received[0]?.text).toMatch(/^Subject: =\?UTF-8\?/m);
    expect(received[0]?.text).toMatch(/^Message-ID: <[0-9a-f-]{36}@a\.b>\r$/m);
    expect(received[0]?.text).not.toMatch(/^Bcc:/m);
    expect(received[0]?.text).toContain("Line 3");

    const refused = await notifying("smtp-email", { ...block, password: "wrong" });
    const { event, payload } = await refused.outcome();
    expect(event).toBe("prefect.automation.action.failed");
    expect(payload.reason).toMatch(/mail server 127\.0\.0\.1 did not take the message: 535/);
    await new Promise<void>((resolve) => smtp.close(() => resolve()));
  });

  test("messages go to phones through ntfy, Pushover and Telegram, and their secrets nowhere else", async () => {
    const server_url = service.url;
    const blocks = {
      ntfy: { server_url, topic: "flows", access_token: "s3cret-token" },
      pushover: { server_url, user_key: "s3cret-user", app_token: "s3cret-app" },
      telegram: { server_url, bot_token: "12:s3cret-bot", chat_ids: ["1", "2"] },
    };
    const sent: Record<string, Received[]> = {};
    for (const [slug, block] of Object.entries(blocks)) {
      const automation = await notifying(slug, block);
      const before = service.received.length;
      const { event, payload } = await automation.outcome();
      expect(event, JSON.stringify(payload)).toBe("prefect.automation.action.executed");
      sent[slug] = service.received.slice(before);
      service.answers.push({ status: 400, body: `{"wrong":"${JSON.stringify(block).replaceAll('"', "")}"}` });
      const refused = await automation.outcome();
      expect(refused.event).toBe("prefect.automation.action.failed");
      expect(JSON.stringify(refused.payload)).not.toContain("s3cret");
      const walled = await notifying(slug, { ...block, allow_private_urls: false });
      expect((await walled.outcome()).payload.reason).toContain("private address 127.0.0.1");
    }
    expect(sent.ntfy).toMatchObject([{ path: "/", headers: { authorization: "Bearer s3cret-token" } }]);
    expect(JSON.parse(sent.ntfy![0]!.body)).toMatchObject({ topic: "flows", title: "s", message: "b" });
    expect(JSON.parse(sent.pushover![0]!.body)).toMatchObject({ user: "s3cret-user", message: "b" });
    expect(sent.telegram).toMatchObject(Array(2).fill({ path: "/bot12:s3cret-bot/sendMessage" }));
    const keys = sent.telegram!.map(({ headers }) => headers["idempotency-key"]);
    expect(new Set(keys).size).toBe(2);
    expect(server.errors.join()).not.toContain("s3cret");
  });

  describe("a message to several", () => {
    const occurred = { since: "2020-01-01T00:00:00Z", until: "2099-01-01T00:00:00Z" };
    const seconds = async <T>(waiting: Promise<T>): Promise<T> => {
      // Time is what passes between the attempts.
      const hurry = setInterval(() => server.passSeconds(30), 200);
      return waiting.finally(() => clearInterval(hurry));
    };

    test("reaches each once, though one cannot be reached at first and the server starts anew", async () => {
      const block = { server_url: service.url, bot_token: "12:bot", chat_ids: ["1", "2", "3"] };
      const automation = await notifying("telegram", block);
      const before = service.received.length;
      const sent = () => service.received.slice(before);
      service.refusals.push({ body: /"chat_id":"1"/, status: 503 }, { body: /"chat_id":"1"/, status: 429 });
      await automation.fire();
      await expect.poll(() => sent().length).toBe(3);
      await server.restart();
      const filter = { resource: { id: [`prefect.automation.${automation.id}`] } };
      const outcome = async () => {
        server.passSeconds(30);
        const { body } = await server.post("/events/filter", { filter: { ...filter, occurred } });
        return body.events[0];
      };
      await expect.poll(outcome).toMatchObject({ event: "prefect.automation.action.executed" });
      const chats = sent().map(({ body }) => JSON.parse(body).chat_id);
      expect(chats.toSorted()).toEqual(["1", "1", "1", "2", "3"]);
      const keysOf = (chat: string) =>
        sent().flatMap(({ headers }, at) => (chats[at] === chat ? [headers["idempotency-key"]] : []));
      expect(new Set(keysOf("1")).size).toBe(1);
      expect(new Set(["1", "2", "3"].flatMap(keysOf)).size).toBe(3);
    });

    test("that one refuses is told as failed, with how many it did not reach", async () => {
      const block = { server_url: service.url, bot_token: "12:bot", chat_ids: ["4", "5"] };
      const automation = await notifying("telegram", block);
      service.refusals.push({ body: /"chat_id":"4"/, status: 400, said: "chat not found" });
      const { event, payload } = await automation.outcome();
      expect(event).toBe("prefect.automation.action.failed");
      expect(payload.reason).toMatch(/^1 of 2 receivers did not get it\. \S+ answered 400: chat not found$/);
    });

    test("goes as mail to those again whom the mail server refused for a while, and to nobody else", async () => {
      const refusals = ["busy@a.b", "gone@a.b"];
      const received: string[][] = [];
      const smtp = new SMTPServer({
        authOptional: true,
        disabledCommands: ["STARTTLS"],
        onRcptTo: ({ address }, _session, done) => {
          const at = refusals.indexOf(address);
          if (at < 0) return done();
          if (address.startsWith("busy")) refusals.splice(at, 1);
          const responseCode = address.startsWith("busy") ? 450 : 550;
          done(Object.assign(new Error("not now"), { responseCode }));
        },
        onData: async (stream, { envelope }, done) => {
          for await (const _ of stream);
          received.push(envelope.rcptTo.map(({ address }) => address));
          done();
        },
      });
      smtp.listen(0, "127.0.0.1");
      await once(smtp.server, "listening");
      const { port } = smtp.server.address() as AddressInfo;
      const automation = await notifying("smtp-email", {
        smtp_server: "127.0.0.1",
        smtp_port: port,
        smtp_type: "INSECURE",
        sender_email: "me@a.b",
        to_emails: ["you@a.b", "busy@a.b", "gone@a.b"],
      });
      const { event, payload } = await seconds(automation.outcome());
      expect(received).toEqual([["you@a.b"], ["busy@a.b"]]);
      expect(event).toBe("prefect.automation.action.failed");
      expect(payload).toMatchObject({ attempts: 2, status_code: 550 });
      expect(payload.reason).toMatch(/1 of 3: gone@a\.b: 550 not now/);
      await new Promise<void>((resolve) => smtp.close(() => resolve()));
    });
  });

  describe("a webhook", () => {
    test("is called with what becomes of the payload", async () => {
      const block = await createBlock(server, "webhook", {
        url: `${service.url}/hook?key=secret`,
        method: "PUT",
        headers: { "X-Token": "t" },
      });
      const payload = { id: "{{ event.id }}", resource: "{{ event.resource['prefect.resource.id'] }}" };
      const automation = await createFiredAutomation(server, [
        { type: "call-webhook", block_document_id: block, payload },
      ]);
      const done = await automation.outcome();
      expect(done.payload).toMatchObject({ status_code: 200 });
      const sent = service.received.at(-1)!;
      expect(sent).toMatchObject({ method: "PUT", path: "/hook?key=secret" });
      expect(sent.headers).toMatchObject({ "content-type": "application/json", "x-token": "t" });
      expect(JSON.parse(sent.body)).toEqual({ id: expect.any(String), resource: "go" });
    });

    test("that fails for a while is tried again, and is told as done when it was", async () => {
      const automation = await notifying("slack-webhook", { url: `${service.url}/flaky` });
      service.answers.push({ status: 503 }, { status: 429 });
      const before = service.received.length;
      const waiting = automation.outcome();
      // Time is what passes between the attempts.
      const hurry = setInterval(() => server.passSeconds(30), 200);
      const done = await waiting;
      clearInterval(hurry);
      expect(done.event).toBe("prefect.automation.action.executed");
      const sent = service.received.slice(before);
      expect(sent).toHaveLength(3);
      // Whoever got it more than once can tell by it.
      expect(new Set(sent.map(({ headers }) => headers["idempotency-key"]))).toEqual(
        new Set([done.payload.invocation]),
      );
    });

    test("that refuses is told as failed with what it said, but for the secret it repeats", async () => {
      const automation = await notifying("slack-webhook", { url: `${service.url}/s3cret` });
      service.answers.push({ status: 404, body: `no such hook: ${service.url}/s3cret` });
      const { event, payload, related } = await automation.outcome();
      expect(event).toBe("prefect.automation.action.failed");
      expect(payload).toMatchObject({ status_code: 404, reason: expect.stringContaining("answered 404") });
      expect(JSON.stringify(payload)).not.toContain("s3cret");
      expect(related).toContainEqual(expect.objectContaining({ "prefect.resource.role": "block" }));
    });

    test("that nobody answers is given up after a few attempts", async () => {
      const gone = new Service();
      await gone.start();
      const { url } = gone;
      await gone[Symbol.asyncDispose]();
      const automation = await notifying("slack-webhook", { url });
      const waiting = automation.outcome();
      const hurry = setInterval(() => server.passSeconds(90), 200);
      const { event, payload } = await waiting;
      clearInterval(hurry);
      expect(event).toBe("prefect.automation.action.failed");
      expect(payload).toMatchObject({
        attempts: 5,
        reason: expect.stringContaining("could not be reached: ECONNREFUSED"),
      });
    });
  });

  test("a block keeps its messages from private addresses when it says so", async () => {
    const automation = await notifying("slack-webhook", {
      url: `${service.url}/x`,
      allow_private_urls: false,
    });
    const { payload } = await automation.outcome();
    expect(payload.reason).toContain("private address 127.0.0.1");
  });

  test.each<[string, string, object]>([
    ["a block that is gone", "There is no block document", { block_document_id: newId() }],
    ["a template that fails", "line 1: There is no filter nope", { body: "{{ x | nope }}" }],
  ])("%s makes the action fail with the reason", async (_, reason, own) => {
    const automation = await notifying("slack-webhook", { url: `${service.url}/x` }, own);
    expect((await automation.outcome()).payload.reason).toContain(reason);
  });

  test("a block that sends nothing makes the action fail with the reason", async () => {
    const automation = await notifying("secret", { value: "x" });
    expect((await automation.outcome()).payload.reason).toContain("send no notifications");
  });

  test("what fires an automation may be gone when its action is done", async () => {
    const automation = await notifying(
      "slack-webhook",
      { url: `${service.url}/x` },
      { body: "[{{ flow_run.name }}]" },
    );
    const done = await automation.outcome({ related: [related("flow-run", newId())] });
    expect(done.event).toBe("prefect.automation.action.executed");
    expect(JSON.parse(service.received.at(-1)!.body).text).toContain("[]");
  });
}, FREQUENT);

onEachServer(
  (server) => {
    test("a server may keep all messages from private addresses", async () => {
      const block = await createBlock(server, "custom-webhook", { name: "x", url: "http://localhost:1/x" });
      const action = { type: "send-notification", block_document_id: block, body: "b" };
      const automation = await createFiredAutomation(server, [action]);
      expect((await automation.outcome()).payload.reason).toContain("private address");
    });
  },
  { serverNotificationsAllowPrivateAddresses: false },
);
