import { readSettings, type Settings } from "@reeve/settings";
import type { GlobalOptions } from "../../../session.ts";

export type DatabaseOptions = GlobalOptions & { databaseUrl?: string; json?: boolean };

/** The settings of the server whose data a command is about. */
export const settingsOf = ({ profile, databaseUrl }: DatabaseOptions): Settings =>
  readSettings({ profile, overrides: { serverDatabaseUrl: databaseUrl } });
