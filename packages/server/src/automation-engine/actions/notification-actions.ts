import { type Action, type BlockDocument, newId, type ReceivedEvent } from "@reeve/protocol";
import { DeliveryError } from "../../notifications/delivery-error.ts";
import { Receipts } from "../../notifications/receipts.ts";
import { callWebhook, type Sent, sendNotification } from "../../notifications/send-notification.ts";
import { updateInvocation } from "../queries.ts";
import { type Acting, target } from "./acting.ts";
import { ActionFailed, type ActionResult } from "./action-failed.ts";

type Of<T extends Action["type"]> = Extract<Action, { type: T }>;

/** Sends a message made of the action's templates. */
export async function notify(acting: Acting, action: Of<"send-notification">): Promise<ActionResult> {
  const [subject = "", body = ""] = await acting.render([action.subject, action.body]);
  return delivered(acting, action.block_document_id, () =>
    sendNotification(
      acting.context,
      action.block_document_id,
      { subject: subject.trim(), body, id: acting.invocation.id },
      receiptsOf(acting),
    ),
  );
}

/** Calls a webhook with what becomes of the action's template. */
export async function callHook(acting: Acting, action: Of<"call-webhook">): Promise<ActionResult> {
  const [payload = ""] = await acting.render([action.payload]);
  return delivered(acting, action.block_document_id, () =>
    callWebhook(
      acting.context,
      action.block_document_id,
      { payload, id: acting.invocation.id },
      receiptsOf(acting),
    ),
  );
}

const receiptsOf = ({ context, invocation }: Acting): Receipts =>
  new Receipts(invocation.delivered ?? [], (delivered) =>
    context.db.write((transaction) => updateInvocation(transaction, { ...invocation, delivered })),
  );

async function delivered(
  { context }: Acting,
  blockDocumentId: string,
  send: () => Promise<Sent>,
): Promise<ActionResult> {
  const related = [target("block-document", blockDocumentId, null, "block")];
  try {
    const { block, answer } = await send();
    return {
      related: [target("block-document", block.id, block.name, "block"), blockType(block)],
      details: answer ? { status_code: answer.status, response_body: answer.text } : {},
      events: [loadedEvent(block, context.now())],
    };
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    const details = error.statusCode === undefined ? {} : { status_code: error.statusCode };
    throw new ActionFailed(error.message, { related, details }, error.isPassing);
  }
}

const blockType = (block: BlockDocument) =>
  target("block-type", block.block_type?.slug ?? "", block.block_type?.name, "block-type");

/** The event that a block was loaded to be used. */
function loadedEvent(block: BlockDocument, now: string): ReceivedEvent {
  const { "prefect.resource.role": _, ...resource } = target("block-document", block.id, block.name);
  return {
    id: newId(),
    occurred: now,
    event: `prefect.block.${block.block_type?.slug}.loaded`,
    resource,
    related: [blockType(block)],
    payload: {},
    follows: null,
    received: now,
  };
}
