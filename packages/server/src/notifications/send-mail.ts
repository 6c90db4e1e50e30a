import { createTransport } from "nodemailer";
import type { OutgoingMail } from "./delivery.ts";
import { DeliveryError } from "./delivery-error.ts";
import { publicAddressOf } from "./private-addresses.ts";
import type { Receipts } from "./receipts.ts";

const TIMEOUT_MS = 20_000;

/** Hands a message to a server of mail, for those who have not got it; a DeliveryError says why it was not taken. */
export async function sendMail(
  mail: OutgoingMail,
  { allowsPrivate, receipts }: { allowsPrivate: boolean; receipts: Receipts },
): Promise<void> {
  const left = mail.to.filter((address) => !receipts.has(address));
  if (left.length === 0) return;
  const { accepted, refusals } = await handOver(mail, left, allowsPrivate);
  if (mail.to.length > 1 && accepted.length > 0) await receipts.add(accepted);
  const [first] = refusals;
  if (!first) return;
  const reasons = refusals.map(({ recipient, response, message }) => `${recipient}: ${response ?? message}`);
  throw new DeliveryError(
    `The mail server ${mail.host} did not take the message for ${refusals.length} of ${mail.to.length}: ${reasons.join("; ")}`,
    { isPassing: refusals.some(isPassingError), statusCode: first.responseCode, cause: first },
  );
}

type HandedOver = { readonly accepted: readonly string[]; readonly refusals: readonly SmtpError[] };

async function handOver(
  mail: OutgoingMail,
  left: readonly string[],
  allowsPrivate: boolean,
): Promise<HandedOver> {
  const { host, port, encryption, trustsAnyone = false, user, password, from, to, message } = mail;
  const address = allowsPrivate ? host : await publicAddressOf(host);
  const transport = createTransport({
    host: address,
    port,
    secure: encryption === "tls",
    requireTLS: encryption === "starttls",
    ignoreTLS: encryption === "none",
    tls: { servername: host, rejectUnauthorized: !trustsAnyone },
    ...(user && { auth: { user, pass: password ?? "" } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // A message is what its templates made of it: none may name a file or an address to be read into it.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { accepted, rejectedErrors = [] } = await transport.sendMail({
      envelope: { from, to: [...left] },
      from,
      to: [...to],
      subject: message.subject,
      text: message.body,
      // Mailboxes drop a message whose id they have already, and it says nothing of this machine.
      messageId: `<${message.id}@${from.split("@").at(-1)?.replace(/>$/, "") ?? "reeve"}>`,
    });
    return { accepted: accepted.map(String), refusals: rejectedErrors };
  } catch (error) {
    const refusal = error as SmtpError;
    if (refusal.rejectedErrors?.length) return { accepted: [], refusals: refusal.rejectedErrors };
    const reason = refusal.response ?? refusal.message;
    throw new DeliveryError(`The mail server ${host} did not take the message: ${reason}`, {
      isPassing: isPassingError(refusal),
      statusCode: refusal.responseCode,
      cause: error,
    });
  } finally {
    transport.close();
  }
}

type SmtpError = Error & {
  responseCode?: number;
  response?: string;
  code?: string;
  recipient?: string;
  rejectedErrors?: SmtpError[];
};

/** Servers of mail say with 4 that another time may do, with 5 that it will not. */
const isPassingError = ({ responseCode, code }: SmtpError): boolean =>
  responseCode === undefined ? code !== "EAUTH" : responseCode < 500;
