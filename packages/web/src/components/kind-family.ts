/** What a type of blocks or pools is for, as far as its sign tells. */
export type KindFamily =
  | "secret"
  | "credentials"
  | "chat"
  | "telegram"
  | "email"
  | "sms"
  | "push"
  | "alert"
  | "bucket"
  | "files"
  | "webhook"
  | "process"
  | "container"
  | "kubernetes"
  | "cloud";

// The first that fits: a webhook of a chat is a chat before it is a webhook.
const FAMILIES: readonly (readonly [RegExp, KindFamily])[] = [
  [/^secret$|-secret$/, "secret"],
  [/credentials|token|api-key/, "credentials"],
  [/slack|mattermost|teams|discord|chat/, "chat"],
  [/telegram/, "telegram"],
  [/mail/, "email"],
  [/sms|twilio/, "sms"],
  [/pushover|ntfy|push/, "push"],
  [/opsgenie|pager/, "alert"],
  [/bucket|gcs|blob/, "bucket"],
  [/file-system|^smb$|repository|files?$/, "files"],
  [/webhook/, "webhook"],
  [/kubernetes|cluster/, "kubernetes"],
  [/docker|container|ecs/, "container"],
  [/cloud|vertex|aws|azure|gcp/, "cloud"],
  [/process|shell/, "process"],
];

/** What a type with this slug is for; undefined for what nobody knows here. */
export const familyOf = (slug: string): KindFamily | undefined =>
  FAMILIES.find(([pattern]) => pattern.test(slug))?.[1];

/** "My Own Block" is "MO": two letters at most. */
export const initialsOf = (name: string): string =>
  name
    .split(/[\s_-]+/)
    .filter((word) => word !== "")
    .slice(0, 2)
    .map((word) => word[0]?.toUpperCase() ?? "")
    .join("");
