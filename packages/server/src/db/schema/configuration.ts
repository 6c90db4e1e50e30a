import type { Timestamp } from "@reeve/protocol";

/** What the server remembers of itself; values are JSON. */
export type ConfigurationTable = { key: string; value: string; updated: Timestamp };

export type CsrfTokensTable = {
  id: string;
  created: Timestamp;
  updated: Timestamp;
  client: string;
  token: string;
  expiration: Timestamp;
};
