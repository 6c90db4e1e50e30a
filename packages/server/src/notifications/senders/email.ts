import {
  type BlockFields,
  type Message,
  type OutgoingMail,
  type Sender,
  UnusableBlock,
} from "../delivery.ts";

/** Servers of mail that blocks name by a word. */
const SERVERS: Readonly<Record<string, string>> = {
  aol: "smtp.aol.com",
  att: "smtp.mail.att.net",
  comcast: "smtp.comcast.net",
  icloud: "smtp.mail.me.com",
  gmail: "smtp.gmail.com",
  outlook: "smtp-mail.outlook.com",
  yahoo: "smtp.mail.yahoo.com",
};

const ENCRYPTIONS: Readonly<Record<string, { port: number; encryption: OutgoingMail["encryption"] }>> = {
  SSL: { port: 465, encryption: "tls" },
  STARTTLS: { port: 587, encryption: "starttls" },
  INSECURE: { port: 25, encryption: "none" },
};

/** Mail through a server that the block names, to those whom it names. */
export const smtpEmail: Sender = (block, message) => {
  const credentials = block.block("email_server_credentials") ?? block;
  const from = block.text("sender_email") ?? credentials.text("username");
  return [{ kind: "mail", mail: mailOf(credentials, from, block.list("to_emails"), message) }];
};

/** Mail with credentials alone: there is nobody to send it to but their owner. */
export const emailServerCredentials: Sender = (block, message) => {
  const owner = block.text("username");
  return [{ kind: "mail", mail: mailOf(block, owner, owner ? [owner] : [], message) }];
};

function mailOf(
  server: BlockFields,
  from: string | undefined,
  to: readonly string[],
  message: Message,
): OutgoingMail {
  const name = server.text("smtp_server") ?? "gmail";
  const type = (server.text("smtp_type") ?? "SSL").toUpperCase();
  const usual = ENCRYPTIONS[type];
  if (!usual) throw new UnusableBlock(`There is no smtp_type ${type}; there are SSL, STARTTLS and INSECURE.`);
  if (!from?.includes("@")) throw new UnusableBlock("The block names no sender: give it a sender_email.");
  if (to.length === 0) throw new UnusableBlock("The block names nobody to send mail to.");
  const [user, password] = [server.text("username"), server.text("password")];
  return {
    host: SERVERS[name.toLowerCase()] ?? name,
    port: server.number("smtp_port") ?? usual.port,
    encryption: usual.encryption,
    trustsAnyone: !server.flag("verify", true),
    ...(user && password && { user, password }),
    from,
    to,
    message,
  };
}
