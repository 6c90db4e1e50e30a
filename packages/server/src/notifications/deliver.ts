import type { Delivery, Message, OutgoingRequest } from "./delivery.ts";
import { DeliveryError } from "./delivery-error.ts";
import { type Receipts, receiverKey } from "./receipts.ts";
import type { ServiceAnswer } from "./send-request.ts";

export type DeliveryOptions = {
  readonly id: Message["id"];
  readonly allowsPrivate: boolean;
  readonly receipts: Receipts;
};

/**
 * Sends everything that makes up a message, to all receivers at once, but to none who has got it: one who cannot be
 * reached keeps it from nobody else. Throws a DeliveryError when there is one; it is passing when another attempt may
 * reach some of those that are left.
 */
export async function deliver(
  deliveries: readonly Delivery[],
  options: DeliveryOptions,
): Promise<ServiceAnswer | undefined> {
  const outcomes = await Promise.allSettled(deliveries.map((delivery) => deliverOne(delivery, options)));
  const errors = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  if (errors.length > 0) throw asOne(errors, deliveries.length);
  return outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? (outcome.value ?? []) : [])).at(-1);
}

// What sends is loaded when it is first needed: many servers send nothing, and the libraries for it are a third of the server.
async function deliverOne(
  delivery: Delivery,
  { id, allowsPrivate, receipts }: DeliveryOptions,
): Promise<ServiceAnswer | undefined> {
  if (delivery.kind === "mail") {
    const { sendMail } = await import("./send-mail.ts");
    await sendMail(delivery.mail, { allowsPrivate, receipts });
    return undefined;
  }
  const { request, receiver } = delivery;
  if (receiver !== undefined && receipts.has(receiver)) return undefined;
  const { sendRequest } = await import("./send-request.ts");
  const key = receiver === undefined ? id : `${id}-${receiverKey(receiver)}`;
  const answer = await sendRequest(withKey(request, key), { allowsPrivate });
  if (receiver !== undefined) await receipts.add([receiver]);
  return answer;
}

function asOne(errors: readonly unknown[], total: number): unknown {
  const unexpected = errors.find((error) => !(error instanceof DeliveryError));
  const failures = errors.filter((error) => error instanceof DeliveryError);
  const [first] = failures;
  if (unexpected || !first || total === 1) return unexpected ?? first;
  const reasons = [...new Set(failures.map(({ message }) => message))];
  return new DeliveryError(`${failures.length} of ${total} receivers did not get it. ${reasons.join(" ")}`, {
    isPassing: failures.some(({ isPassing }) => isPassing),
    statusCode: first.statusCode,
    cause: first,
  });
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
