import type { Settings } from "@reeve/settings";

export type UiSettings = Pick<
  Settings,
  | "serverUiServeBase"
  | "serverUiApiUrl"
  | "serverApiBasePath"
  | "serverApiAuthString"
  | "serverCsrfProtectionEnabled"
>;

/**
 * The page with where it and the API are, and with the cursor from which on changes are new to it: its scripts read
 * them, as the server alone knows them.
 */
export function uiPage(html: string, settings: UiSettings, cursor: string | undefined): string {
  const api = settings.serverUiApiUrl ?? settings.serverApiBasePath;
  const auth = settings.serverApiAuthString ? '<meta name="reeve-login" content="secret" />\n  ' : "";
  const place = cursor ? `<meta name="reeve-cursor" content="${escapeAttribute(cursor)}" />\n  ` : "";
  return html
    .replace('<base href="/" />', `<base href="${escapeAttribute(settings.serverUiServeBase)}/" />`)
    .replace(
      "</head>",
      `<meta name="reeve-api" content="${escapeAttribute(api)}" />\n  ${auth}${place}</head>`,
    );
}

const escapeAttribute = (text: string): string => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

/** What pages of the UI may load, and whom they may call; pictures from elsewhere load when somebody asks for them. */
export function contentSecurityPolicy({ serverUiApiUrl }: UiSettings): string {
  const elsewhere = serverUiApiUrl ? ` ${new URL(serverUiApiUrl).origin}` : "";
  return `default-src 'self'; img-src 'self' data: blob: https: http:; connect-src 'self' ws: wss:${elsewhere}; frame-ancestors 'none'`;
}

/** What the Python server's own pages ask for at their start. */
export const uiSettings = (settings: UiSettings, origin: string) => ({
  api_url: settings.serverUiApiUrl ?? `${origin}${settings.serverApiBasePath}`,
  csrf_enabled: settings.serverCsrfProtectionEnabled,
  auth: settings.serverApiAuthString ? "BASIC" : null,
  flags: [],
  default_ui: "v2",
  available_uis: ["v2"],
  v1_base_url: null,
  v2_base_url: settings.serverUiServeBase || "/",
});
