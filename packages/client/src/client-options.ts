import type { Settings } from "@reeve/settings";
import type { ClientOptions } from "./create-client.ts";

/** How the settings say that the server at an address is called. */
export const clientOptions = (apiUrl: string, settings: Settings): ClientOptions => ({
  apiUrl,
  authString: settings.apiAuthString,
  timeoutMs: settings.apiRequestTimeoutSeconds * 1000,
  maxRetries: settings.clientMaxRetries,
  retriedStatuses: settings.clientRetryExtraCodes,
  usesCsrfTokens: settings.clientCsrfSupportEnabled,
  headers: { ...settings.clientCustomHeaders },
});
