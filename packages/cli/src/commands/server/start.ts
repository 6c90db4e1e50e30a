import { readSettingsWithSources, type Settings } from "@reeve/settings";
import manifest from "../../../package.json" with { type: "json" };
import { formatDuration } from "../../format-time.ts";
import { print, terminal, warn } from "../../output.ts";
import type { GlobalOptions } from "../../session.ts";
import { endBySignal, stopSignals } from "../../stop-signal.ts";
import { paint } from "../../terminal.ts";
import { wordMark } from "../../word-mark.ts";
import { giveBackMemory } from "./give-back-memory.ts";
import { loadServer } from "./load-server.ts";

const GIVE_BACK_AFTER_MS = 500;

export type ServerStartOptions = GlobalOptions & {
  host?: string;
  port?: number;
  databaseUrl?: string;
  ui?: boolean;
  verbose?: boolean;
};

/** Starts a server and serves until SIGINT or SIGTERM; a second one ends the process at once. */
export async function startServerCommand(options: ServerStartOptions): Promise<void> {
  const { settings, sources } = readSettingsWithSources({
    profile: options.profile,
    overrides: {
      serverApiHost: options.host,
      serverApiPort: options.port,
      serverDatabaseUrl: options.databaseUrl,
      serverUiEnabled: options.ui,
    },
  });
  const { startServer } = await loadServer();
  const server = await startServer(settings, { sources, log: createLog(options.verbose ?? false) });
  // Before the first line is out, as whoever reads it may stop the server at once.
  const signals = stopSignals();
  announce(server, settings);
  // By then a command that waited for the server, or a page that was open, has had its first answers.
  setTimeout(giveBackMemory, GIVE_BACK_AFTER_MS).unref();
  await signals.next();
  // The terminal has just shown ^C where the next line would begin.
  if (process.stderr.isTTY) warn("");
  warn("Stopping; press Ctrl-C again to stop at once.");
  void signals.next().then(endBySignal);
  await server.close();
}

function announce({ url, apiUrl }: { url: string; apiUrl: string }, settings: Settings): void {
  const [first, ...rest] = wordMark(process.env);
  print("");
  print(` ${paint(terminal, "bold", first!)}`);
  for (const line of rest)
    print(` ${paint(terminal, "bold", line)}  ${paint(terminal, "dim", manifest.version)}`);
  print("");
  const links = [
    ...(settings.serverUiEnabled ? [["UI", url + settings.serverUiServeBase]] : []),
    ["API", apiUrl],
    ["Docs", `${url}/docs`],
  ];
  for (const [name, link] of links) print(` ${name!.padEnd(6)}${paint(terminal, "cyan", link!)}`);
  print("");
  print(paint(terminal, "dim", " Point TypeScript and Python at it:"));
  print(`   export REEVE_API_URL=${apiUrl}`);
  print(`   export PREFECT_API_URL=${apiUrl}`);
  print("");
  const took = formatDuration(performance.now() / 1000);
  print(paint(terminal, "dim", ` Ready in ${took}. Ctrl-C stops it.`));
}

function createLog(isVerbose: boolean) {
  const write = (level: string, message: string, details?: Record<string, unknown>): void => {
    const more = details && Object.keys(details).length > 0 ? ` ${JSON.stringify(details)}` : "";
    warn(`${new Date().toISOString()} ${level} ${message}${more}`);
  };
  return {
    info: (message: string, details?: Record<string, unknown>): void => {
      if (isVerbose) write("INFO ", message, details);
    },
    error: (message: string, details?: Record<string, unknown>): void => write("ERROR", message, details),
  };
}
