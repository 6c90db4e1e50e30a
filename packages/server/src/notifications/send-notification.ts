import { type BlockDocument, ReeveError } from "@reeve/protocol";
import { getBlockDocument } from "../block-documents/read-block-documents.ts";
import { secretsIn } from "../block-documents/secret-places.ts";
import type { Context } from "../context.ts";
import { BlockFields, type Delivery, type Message, type OutgoingRequest, UnusableBlock } from "./delivery.ts";
import { DeliveryError } from "./delivery-error.ts";
import type { ServiceAnswer } from "./send-request.ts";
import { SENDERS } from "./senders.ts";

/** The block a message went out with, and what the service answered, where it answers anything. */
export type Sent = { readonly block: BlockDocument; readonly answer?: ServiceAnswer };

/** Sends a message with the block of this id. Throws a DeliveryError that says why it did not reach anybody. */
export async function sendNotification(
  context: Context,
  blockDocumentId: string,
  message: Message,
): Promise<Sent> {
  const block = await loadBlock(context, blockDocumentId);
  const { slug, name } = block.block_type!;
  const sender = SENDERS[slug];
  if (!sender) throw new DeliveryError(`Blocks of the type ${name} (${slug}) send no notifications.`);
  return deliver(context, block, message.id, (fields) => sender(fields, message));
}

/** Calls the webhook that a block describes, with a text or a document of JSON. */
export async function callWebhook(
  context: Context,
  blockDocumentId: string,
  { payload, id }: { payload: string; id: string },
): Promise<Sent> {
  const block = await loadBlock(context, blockDocumentId);
  if (block.block_type?.slug !== "webhook") {
    throw new DeliveryError(
      `A block of the type ${block.block_type?.name} is no webhook that could be called.`,
    );
  }
  return deliver(context, block, id, (fields) => [
    { kind: "request", request: webhookRequest(fields, payload) },
  ]);
}

function webhookRequest(fields: BlockFields, payload: string): OutgoingRequest {
  const method = fields.text("method") ?? "POST";
  return {
    url: fields.needed("url"),
    method: method as OutgoingRequest["method"],
    headers: { ...(isJson(payload) && { "content-type": "application/json" }), ...fields.texts("headers") },
    ...(method !== "GET" && payload !== "" && { body: payload }),
    trustsAnyone: !fields.flag("verify", true),
  };
}

async function deliver(
  context: Context,
  block: BlockDocument,
  id: string,
  deliveriesOf: (fields: BlockFields) => Delivery[],
): Promise<Sent> {
  const fields = new BlockFields(block.data);
  const allowsPrivate =
    context.settings.serverNotificationsAllowPrivateAddresses && fields.flag("allow_private_urls", true);
  try {
    let answer: ServiceAnswer | undefined;
    const deliveries = deliveriesOf(fields);
    for (const [index, delivery] of deliveries.entries()) {
      const key = deliveries.length === 1 ? id : `${id}-${index}`;
      // Loaded when they are first needed: many servers send nothing, and the libraries for it are a third of the server.
      if (delivery.kind === "mail") {
        const { sendMail } = await import("./send-mail.ts");
        await sendMail(delivery.mail, { allowsPrivate });
      } else {
        const { sendRequest } = await import("./send-request.ts");
        answer = await sendRequest(withKey(delivery.request, key), { allowsPrivate });
      }
    }
    return { block, ...(answer && { answer: { ...answer, text: withoutSecrets(answer.text, block) } }) };
  } catch (error) {
    if (error instanceof UnusableBlock) throw new DeliveryError(error.message);
    if (!(error instanceof DeliveryError)) throw error;
    const { isPassing, statusCode } = error;
    throw new DeliveryError(withoutSecrets(error.message, block), { isPassing, statusCode });
  }
}

/**
 * A server that dies while it sends does not know what arrived, and sends again. By this header, which has the same value
 * each time, a receiver can tell.
 */
function withKey(request: OutgoingRequest, key: string): OutgoingRequest {
  const names = Object.keys(request.headers ?? {}).map((name) => name.toLowerCase());
  if (names.includes("idempotency-key")) return request;
  return { ...request, headers: { ...request.headers, "idempotency-key": key } };
}

async function loadBlock(context: Context, id: string): Promise<BlockDocument> {
  try {
    return await getBlockDocument(context, id, { includeSecrets: true });
  } catch (error) {
    if (error instanceof ReeveError && error.code === "not_found") throw new DeliveryError(error.message);
    throw error;
  }
}

/** Services repeat what they were sent when they refuse it. */
function withoutSecrets(text: string, { data, block_schema }: BlockDocument): string {
  const fields = (block_schema?.fields ?? {}) as { secret_fields?: string[] };
  return secretsIn(data, fields.secret_fields ?? []).reduce(
    (shown, secret) => (secret.length < 4 ? shown : shown.replaceAll(secret, "********")),
    text,
  );
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}
