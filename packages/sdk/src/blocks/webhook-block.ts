import { currentScope } from "../engine/scope.ts";
import type { JsonValue } from "../json-value.ts";
import { installedBlock } from "./installed-block.ts";
import { FLAG, type PlainField, plainFields, RECORD, TEXT } from "./plain-fields.ts";
import { sendWebhookRequest } from "./webhook-request.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

type WebhookFields = {
  method: (typeof METHODS)[number];
  url: string;
  headers: Record<string, string>;
  allow_private_urls: boolean;
  verify: boolean;
};

const METHOD: PlainField = {
  expected: `one of ${METHODS.join(", ")}`,
  is: (value) => METHODS.includes(value as never),
  otherwise: () => "POST",
};
const HEADERS: PlainField = {
  expected: "an object of texts",
  is: (value) => RECORD.is(value) && Object.values(value as object).every(TEXT.is),
  otherwise: () => ({}),
};
const YES: PlainField = { ...FLAG, otherwise: () => true };

// As long as a program usually waits for an answer before it takes the other side for gone.
const TIMEOUT_MS = 30_000;

/** An address that is called, with its secrets masked wherever it is shown; the same block as Python's `Webhook`. */
export class Webhook extends installedBlock({
  name: "Webhook",
  slug: "webhook",
  className: "Webhook",
  fields: plainFields<Pick<WebhookFields, "url"> & Partial<WebhookFields>, WebhookFields>({
    method: METHOD,
    url: TEXT,
    headers: HEADERS,
    allow_private_urls: YES,
    verify: YES,
  }),
  secretFields: ["url", "headers.*"],
}) {
  /**
   * Calls it with text as it is, or with any other value as JSON, and answers whatever comes back. Throws a ReeveError
   * that names neither address nor headers when nothing does, or when it leads to a private network and may not.
   */
  async call(payload?: JsonValue): Promise<Response> {
    const signals = [AbortSignal.timeout(TIMEOUT_MS), ...(currentScope() ? [currentScope()!.signal] : [])];
    const isText = typeof payload === "string";
    return sendWebhookRequest({
      method: this.method,
      url: this.url,
      headers: {
        ...(payload === undefined || isText ? {} : { "content-type": "application/json" }),
        ...this.headers,
      },
      body: payload === undefined || isText ? payload : JSON.stringify(payload),
      isVerified: this.verify,
      mayBePrivate: this.allow_private_urls,
      signal: AbortSignal.any(signals),
    });
  }
}
