import { expect, test } from "vitest";
import { BlockFields, type Delivery, UnusableBlock } from "./delivery.ts";
import { SENDERS } from "./senders.ts";

const MESSAGE = { id: "message-1", subject: "Done", body: "All is well.\nReally." };

const deliveriesOf = (slug: string, data: Record<string, unknown>, message = MESSAGE): Delivery[] =>
  SENDERS[slug]!(new BlockFields(data), message);

/** What goes out as requests, with bodies of JSON read. */
const requestsOf = (slug: string, data: Record<string, unknown>, message = MESSAGE) =>
  deliveriesOf(slug, data, message).map((delivery) => {
    if (delivery.kind !== "request") throw new Error("It is no request.");
    const { url, method, headers, body } = delivery.request;
    const isJson = headers?.["content-type"] === "application/json";
    return { url, method, headers, body: isJson && body ? JSON.parse(body) : body };
  });

test("Slack is sent one text, with the subject in bold", () => {
  const url = "https://hooks.slack.com/services/T/B/x";
  expect(requestsOf("slack-webhook", { url })).toMatchObject([
    { url, method: "POST", body: { text: "*Done*\nAll is well.\nReally." } },
  ]);
  expect(requestsOf("slack-webhook", { url }, { ...MESSAGE, subject: "" })[0]?.body).toEqual({
    text: MESSAGE.body,
  });
});

test("Teams is sent an adaptive card", () => {
  const [sent] = requestsOf("ms-teams-webhook", { url: "https://a.logic.azure.com/x", wrap: false });
  expect(sent?.body).toMatchObject({
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        content: {
          type: "AdaptiveCard",
          body: [
            { text: "Done", wrap: false },
            { text: MESSAGE.body, wrap: false },
          ],
        },
      },
    ],
  });
});

test("Discord is sent an embed, as long as it takes", () => {
  const block = {
    webhook_id: "1",
    webhook_token: "t/2",
    botname: "bot",
    avatar: true,
    avatar_url: "https://a/b.png",
  };
  const [sent] = requestsOf("discord-webhook", block, {
    ...MESSAGE,
    subject: "s".repeat(300),
    body: "b".repeat(5_000),
  });
  expect(sent?.url).toBe("https://discord.com/api/webhooks/1/t%2F2?wait=true");
  expect(sent?.body).toMatchObject({ username: "bot", avatar_url: "https://a/b.png", tts: false });
  expect(sent?.body.embeds[0].title).toHaveLength(256);
  expect(sent?.body.embeds[0].description).toHaveLength(4_096);
});

test("Mattermost is sent a post for each channel, or one for the webhook's own", () => {
  const block = {
    hostname: "chat.example",
    token: "t",
    path: "/team/",
    botname: "bot",
    channels: ["a", "b"],
  };
  expect(requestsOf("mattermost-webhook", block)).toMatchObject([
    { url: "http://chat.example:8065/team/hooks/t", body: { channel: "a", username: "bot" } },
    { url: "http://chat.example:8065/team/hooks/t", body: { channel: "b" } },
  ]);
  const alone = { hostname: "chat.example", token: "t", secure: true, port: 443 };
  expect(requestsOf("mattermost-webhook", alone)).toMatchObject([
    { url: "https://chat.example:443/hooks/t", body: { text: "#### Done\nAll is well.\nReally." } },
  ]);
});

test("PagerDuty is sent an event of the block's severity and region", () => {
  const block = {
    integration_key: "key",
    api_key: "other",
    notify_type: "failure",
    region_name: "eu",
    group: "g",
    class_id: "c",
    clickable_url: "https://a/b",
    custom_details: { disk: "full" },
  };
  expect(requestsOf("pager-duty-webhook", block)).toMatchObject([
    {
      url: "https://events.eu.pagerduty.com/v2/enqueue",
      body: {
        routing_key: "key",
        event_action: "trigger",
        dedup_key: "message-1",
        payload: {
          summary: "Done",
          severity: "critical",
          source: "Prefect",
          component: "Notification",
          group: "g",
          class: "c",
          custom_details: { disk: "full", body: MESSAGE.body },
        },
        client_url: "https://a/b",
      },
    },
  ]);
});

test("Opsgenie is sent an alert to all whom the block names", () => {
  const block = {
    apikey: "key",
    target_user: ["u"],
    target_team: ["t"],
    tags: ["x"],
    priority: 5,
    alias: "a",
    details: { k: "v" },
  };
  expect(requestsOf("opsgenie-webhook", block)).toMatchObject([
    {
      url: "https://api.opsgenie.com/v2/alerts",
      headers: { authorization: "GenieKey key" },
      body: {
        message: "Done",
        description: MESSAGE.body,
        responders: [
          { type: "user", username: "u" },
          { type: "team", name: "t" },
        ],
        tags: ["x"],
        priority: "P1",
        alias: "a",
        details: { k: "v" },
      },
    },
  ]);
  expect(requestsOf("opsgenie-webhook", { apikey: "key" })[0]?.body.alias).toBe("message-1");
});

test("Twilio is sent a short message for each phone", () => {
  const block = {
    account_sid: "AC1",
    auth_token: "t",
    from_phone_number: "18001234567",
    to_phone_numbers: ["18004242424", "+18004242425"],
  };
  const sent = requestsOf("twilio-sms", block);
  expect(sent).toMatchObject(
    Array(2).fill({
      url: "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json",
      headers: { authorization: `Basic ${Buffer.from("AC1:t").toString("base64")}` },
    }),
  );
  expect(sent.map(({ body }) => Object.fromEntries(new URLSearchParams(body)))).toEqual([
    { From: "+18001234567", To: "+18004242424", Body: "Done\n\nAll is well.\nReally." },
    { From: "+18001234567", To: "+18004242425", Body: "Done\n\nAll is well.\nReally." },
  ]);
});

test("ntfy is sent a message to a topic, with a token or a password where it wants one", () => {
  const block = { topic: "t", priority: 9, tags: ["warning"], click_url: "https://a/b", access_token: "tk" };
  expect(requestsOf("ntfy", block)).toEqual([
    {
      url: "https://ntfy.sh",
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer tk" },
      body: {
        topic: "t",
        title: "Done",
        message: MESSAGE.body,
        priority: 5,
        tags: ["warning"],
        click: "https://a/b",
      },
    },
  ]);
  const own = { topic: "t", server_url: "https://ntfy.a.b", username: "me", password: "p" };
  expect(requestsOf("ntfy", own)).toMatchObject([
    {
      url: "https://ntfy.a.b",
      headers: { authorization: `Basic ${Buffer.from("me:p").toString("base64")}` },
    },
  ]);
  expect(requestsOf("ntfy", { topic: "t" })[0]?.headers).not.toHaveProperty("authorization");
});

test("Pushover is sent a message, and what an emergency needs", () => {
  const block = { user_key: "u", app_token: "a", devices: ["phone", "desk"], sound: "siren" };
  expect(requestsOf("pushover", block)).toMatchObject([
    {
      url: "https://api.pushover.net/1/messages.json",
      body: {
        token: "a",
        user: "u",
        title: "Done",
        message: MESSAGE.body,
        priority: 0,
        device: "phone,desk",
        sound: "siren",
      },
    },
  ]);
  const [emergency] = requestsOf("pushover", { ...block, priority: 2, retry_seconds: 30 });
  expect(emergency?.body).toMatchObject({ priority: 2, retry: 30, expire: 3_600 });
  const [long] = requestsOf("pushover", block, { ...MESSAGE, subject: "", body: "b".repeat(2_000) });
  expect(long?.body.message).toHaveLength(1_024);
  expect(long?.body).not.toHaveProperty("title");
});

test("Telegram is sent a message for each chat", () => {
  const block = { bot_token: "1:t", chat_ids: ["-100", "@news"], topic_id: 3, is_silent: true };
  const text = "Done\n\nAll is well.\nReally.";
  const url = "https://api.telegram.org/bot1:t/sendMessage";
  expect(requestsOf("telegram", block)).toMatchObject([
    { url, body: { chat_id: "-100", text, disable_notification: true, message_thread_id: 3 } },
    { url, body: { chat_id: "@news", text } },
  ]);
});

test("SendGrid is sent mail to all recipients", () => {
  const block = { api_key: "key", sender_email: "a@b.c", to_emails: ["d@e.f", "g@h.i"] };
  expect(requestsOf("sendgrid-email", block)).toMatchObject([
    {
      headers: { authorization: "Bearer key" },
      body: {
        personalizations: [{ to: [{ email: "d@e.f" }, { email: "g@h.i" }] }],
        from: { email: "a@b.c" },
        subject: "Done",
        content: [{ type: "text/plain", value: MESSAGE.body }],
      },
    },
  ]);
});

test("a custom webhook is any request, with the message and secrets filled in everywhere", () => {
  const block = {
    name: "hook",
    url: "https://a.example/{{path}}?x=1",
    method: "PUT",
    params: { q: "{{ subject }}" },
    headers: { Authorization: "Bearer {{token}}" },
    cookies: { session: "{{token}}" },
    json_data: { text: ["{{subject}}: {{body}}"], from: "{{name}}", kept: "{{unknown}}", n: 1 },
    secrets: { token: "s3cret", path: "p" },
  };
  expect(requestsOf("custom-webhook", block)).toEqual([
    {
      url: "https://a.example/p?x=1&q=Done",
      method: "PUT",
      headers: {
        "content-type": "application/json",
        authorization: "Bearer s3cret",
        cookie: "session=s3cret",
      },
      body: { text: [`Done: ${MESSAGE.body}`], from: "hook", kept: "{{unknown}}", n: 1 },
    },
  ]);
  const form = { name: "hook", url: "https://a.example", form_data: { a: "{{subject}}&" } };
  expect(requestsOf("custom-webhook", form)[0]).toMatchObject({
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "a=Done%26",
  });
});

test.each([
  ["SSL", 465, "tls"],
  ["STARTTLS", 587, "starttls"],
  ["INSECURE", 25, "none"],
])("mail over %s goes to port %i unless another is named", (smtp_type, port, encryption) => {
  const block = {
    smtp_server: "gmail",
    smtp_type,
    username: "me@a.b",
    password: "p",
    to_emails: ["you@a.b"],
  };
  expect(deliveriesOf("smtp-email", block)).toEqual([
    {
      kind: "mail",
      mail: {
        host: "smtp.gmail.com",
        port,
        encryption,
        trustsAnyone: false,
        user: "me@a.b",
        password: "p",
        from: "me@a.b",
        to: ["you@a.b"],
        message: MESSAGE,
      },
    },
  ]);
  expect(deliveriesOf("smtp-email", { ...block, smtp_port: 2525 })).toMatchObject([{ mail: { port: 2525 } }]);
});

test("mail with the credentials of Prefect's own block goes to their owner", () => {
  const block = { smtp_server: "mail.a.b", username: "me@a.b", password: "p" };
  expect(deliveriesOf("email-server-credentials", block)).toMatchObject([
    { mail: { host: "mail.a.b", from: "me@a.b", to: ["me@a.b"] } },
  ]);
});

test.each<[string, object]>([
  ["slack-webhook", {}],
  ["custom-webhook", { url: "https://a", json_data: {}, form_data: {} }],
  ["custom-webhook", { url: "https://a", method: "EAT" }],
  ["smtp-email", { smtp_server: "a.b", to_emails: ["x@y.z"] }],
  ["smtp-email", { smtp_server: "a.b", sender_email: "x@y.z", to_emails: [] }],
  ["smtp-email", { smtp_server: "a.b", smtp_type: "ROT13", sender_email: "x@y.z", to_emails: ["x@y.z"] }],
  ["email-server-credentials", { smtp_server: "a.b", username: "me" }],
  ["ntfy", {}],
  ["pushover", { user_key: "u" }],
  ["telegram", { bot_token: "t", chat_ids: [] }],
  ["telegram", { chat_ids: ["1"] }],
])("nothing is sent with a %s block of %j", (slug, data) => {
  expect(() => deliveriesOf(slug, data as Record<string, unknown>)).toThrow(UnusableBlock);
});
