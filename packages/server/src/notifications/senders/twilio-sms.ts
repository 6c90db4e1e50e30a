import { asText, type Sender, shortened } from "../delivery.ts";

// What Twilio takes as one message, which it sends as several of the phone's.
const LONGEST_TEXT = 1_600;

/** Short messages through Twilio, one to each phone. */
export const twilioSms: Sender = (block, message) => {
  const account = block.needed("account_sid");
  const credentials = Buffer.from(`${account}:${block.needed("auth_token")}`).toString("base64");
  const from = block.needed("from_phone_number");
  return block.list("to_phone_numbers").map((to) => ({
    kind: "request",
    receiver: internationally(to),
    request: {
      url: `https://api.twilio.com/2010-04-01/Accounts/${encodeURIComponent(account)}/Messages.json`,
      method: "POST",
      headers: {
        authorization: `Basic ${credentials}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams({
        From: internationally(from),
        To: internationally(to),
        Body: shortened(asText(message), LONGEST_TEXT),
      }).toString(),
    },
  }));
};

/** Numbers are written with their country in blocks, but mostly without the sign that says so. */
const internationally = (number: string): string => (/^\d/.test(number) ? `+${number}` : number);
