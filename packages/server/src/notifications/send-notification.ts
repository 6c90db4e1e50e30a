import { type BlockDocument, ReeveError } from "@reeve/protocol";
import { getBlockDocument } from "../block-documents/read-block-documents.ts";
import { secretsIn } from "../block-documents/secret-places.ts";
import type { Context } from "../context.ts";
import { deliver } from "./deliver.ts";
import { BlockFields, type Delivery, type Message, type OutgoingRequest, UnusableBlock } from "./delivery.ts";
import { DeliveryError } from "./delivery-error.ts";
import type { Receipts } from "./receipts.ts";
import type { ServiceAnswer } from "./send-request.ts";
import { SENDERS } from "./senders.ts";

/** The block a message went out with, and what the service answered, where it answers anything. */
export type Sent = { readonly block: BlockDocument; readonly answer?: ServiceAnswer };

/** Sends a message with the block of this id. Throws a DeliveryError that says why it did not reach everybody. */
export async function sendNotification(
  context: Context,
  blockDocumentId: string,
  message: Message,
  receipts: Receipts,
): Promise<Sent> {
  const block = await loadBlock(context, blockDocumentId);
  const { slug, name } = block.block_type!;
  const sender = SENDERS[slug];
  if (!sender) throw new DeliveryError(`Blocks of the type ${name} (${slug}) send no notifications.`);
  return sendWith(context, block, { id: message.id, receipts }, (fields) => sender(fields, message));
}

/** Calls the webhook that a block describes, with a text or a document of JSON. */
export async function callWebhook(
  context: Context,
  blockDocumentId: string,
  { payload, id }: { payload: string; id: string },
  receipts: Receipts,
): Promise<Sent> {
  const block = await loadBlock(context, blockDocumentId);
  if (block.block_type?.slug !== "webhook") {
    throw new DeliveryError(
      `A block of the type ${block.block_type?.name} is no webhook that could be called.`,
    );
  }
  return sendWith(context, block, { id, receipts }, (fields) => [
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

async function sendWith(
  context: Context,
  block: BlockDocument,
  { id, receipts }: { id: string; receipts: Receipts },
  deliveriesOf: (fields: BlockFields) => Delivery[],
): Promise<Sent> {
  const fields = new BlockFields(block.data);
  const allowsPrivate =
    context.settings.serverNotificationsAllowPrivateAddresses && fields.flag("allow_private_urls", true);
  try {
    const answer = await deliver(deliveriesOf(fields), { id, allowsPrivate, receipts });
    return { block, ...(answer && { answer: { ...answer, text: withoutSecrets(answer.text, block) } }) };
  } catch (error) {
    if (error instanceof UnusableBlock) throw new DeliveryError(error.message);
    if (!(error instanceof DeliveryError)) throw error;
    const { isPassing, statusCode } = error;
    throw new DeliveryError(withoutSecrets(error.message, block), { isPassing, statusCode });
  }
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
