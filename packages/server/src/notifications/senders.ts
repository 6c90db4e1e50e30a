import type { Sender } from "./delivery.ts";
import { customWebhook } from "./senders/custom-webhook.ts";
import { discord } from "./senders/discord.ts";
import { emailServerCredentials, smtpEmail } from "./senders/email.ts";
import { mattermost } from "./senders/mattermost.ts";
import { microsoftTeams } from "./senders/microsoft-teams.ts";
import { ntfy } from "./senders/ntfy.ts";
import { opsgenie } from "./senders/opsgenie.ts";
import { pagerDuty } from "./senders/pager-duty.ts";
import { pushover } from "./senders/pushover.ts";
import { sendgridEmail } from "./senders/sendgrid-email.ts";
import { slack } from "./senders/slack.ts";
import { telegram } from "./senders/telegram.ts";
import { twilioSms } from "./senders/twilio-sms.ts";

/** Who sends notifications with blocks of which type, by its slug. */
export const SENDERS: Readonly<Record<string, Sender>> = {
  "custom-webhook": customWebhook,
  "discord-webhook": discord,
  "email-server-credentials": emailServerCredentials,
  "mattermost-webhook": mattermost,
  "ms-teams-webhook": microsoftTeams,
  ntfy,
  "opsgenie-webhook": opsgenie,
  "pager-duty-webhook": pagerDuty,
  pushover,
  "sendgrid-email": sendgridEmail,
  "slack-webhook": slack,
  "smtp-email": smtpEmail,
  telegram,
  "twilio-sms": twilioSms,
};
