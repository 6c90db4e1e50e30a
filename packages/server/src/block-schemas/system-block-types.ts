import type { BlockTypeCreate } from "@reeve/protocol";
import type { SchemaFields } from "./schema-fields.ts";
import customWebhook from "./system-block-types/custom-webhook.json" with { type: "json" };
import discordWebhook from "./system-block-types/discord-webhook.json" with { type: "json" };
import localFileSystem from "./system-block-types/local-file-system.json" with { type: "json" };
import mattermostWebhook from "./system-block-types/mattermost-webhook.json" with { type: "json" };
import msTeamsWebhook from "./system-block-types/ms-teams-webhook.json" with { type: "json" };
import ntfy from "./system-block-types/ntfy.json" with { type: "json" };
import opsgenieWebhook from "./system-block-types/opsgenie-webhook.json" with { type: "json" };
import pagerDutyWebhook from "./system-block-types/pager-duty-webhook.json" with { type: "json" };
import pushover from "./system-block-types/pushover.json" with { type: "json" };
import remoteFileSystem from "./system-block-types/remote-file-system.json" with { type: "json" };
import secret from "./system-block-types/secret.json" with { type: "json" };
import sendgridEmail from "./system-block-types/sendgrid-email.json" with { type: "json" };
import slackWebhook from "./system-block-types/slack-webhook.json" with { type: "json" };
import smb from "./system-block-types/smb.json" with { type: "json" };
import smtpEmail from "./system-block-types/smtp-email.json" with { type: "json" };
import telegram from "./system-block-types/telegram.json" with { type: "json" };
import twilioSms from "./system-block-types/twilio-sms.json" with { type: "json" };
import webhook from "./system-block-types/webhook.json" with { type: "json" };

/** A block type that comes with the server, with the newest schema that clients have of it. */
export type SystemBlockType = BlockTypeCreate & {
  readonly is_protected: boolean;
  readonly capabilities: string[];
  readonly fields: SchemaFields;
};

/** Clients load blocks of these without registering them first. */
const PROTECTED = new Set(["secret", "webhook", "local-file-system"]);

/**
 * The block types that every server has. Of those that the Python client knows, the fields are its own, word for word,
 * since clients find a schema by its checksum.
 */
export const SYSTEM_BLOCK_TYPES: readonly SystemBlockType[] = [
  secret,
  webhook,
  localFileSystem,
  remoteFileSystem,
  smb,
  slackWebhook,
  msTeamsWebhook,
  pagerDutyWebhook,
  opsgenieWebhook,
  twilioSms,
  mattermostWebhook,
  discordWebhook,
  customWebhook,
  sendgridEmail,
  smtpEmail,
  ntfy,
  pushover,
  telegram,
].map((type) => ({ ...type, is_protected: PROTECTED.has(type.slug) }));
