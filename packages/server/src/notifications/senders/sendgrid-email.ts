import { jsonRequest, type Sender } from "../delivery.ts";

/** Mail through SendGrid. */
export const sendgridEmail: Sender = (block, { subject, body }) => {
  const headers = { authorization: `Bearer ${block.needed("api_key")}` };
  const mail = {
    personalizations: [{ to: block.list("to_emails").map((email) => ({ email })) }],
    from: { email: block.needed("sender_email") },
    subject: subject || "Notification",
    content: [{ type: "text/plain", value: body }],
  };
  return [jsonRequest("https://api.sendgrid.com/v3/mail/send", mail, { headers })];
};
