import { createTransport } from "nodemailer";
import type { OutgoingMail } from "./delivery.ts";
import { DeliveryError } from "./delivery-error.ts";
import { publicAddressOf } from "./private-addresses.ts";

const TIMEOUT_MS = 20_000;

/** Hands a message to a server of mail; a DeliveryError says why it was not taken. */
export async function sendMail(
  mail: OutgoingMail,
  { allowsPrivate }: { allowsPrivate: boolean },
): Promise<void> {
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
    await transport.sendMail({
      from,
      to: [...to],
      subject: message.subject,
      text: message.body,
      // Mailboxes drop a message whose id they have already, and it says nothing of this machine.
      messageId: `<${message.id}@${from.split("@").at(-1)?.replace(/>$/, "") ?? "reeve"}>`,
    });
  } catch (error) {
    const { responseCode, response, code, message: text } = error as SmtpError;
    // Servers of mail say with 4 that another time may do, with 5 that it will not.
    const isPassing = responseCode === undefined ? code !== "EAUTH" : responseCode < 500;
    const reason = response ?? text;
    throw new DeliveryError(`The mail server ${host} did not take the message: ${reason}`, {
      isPassing,
      statusCode: responseCode,
      cause: error,
    });
  } finally {
    transport.close();
  }
}

type SmtpError = Error & { responseCode?: number; response?: string; code?: string };
