import type { Command } from "commander";
import { countArgument, portArgument } from "../../argument.ts";
import { lazy, withJson } from "../../declare.ts";
import { declareDatabase } from "./database/command.ts";

/** Declares `reeve server`. */
export function declareServer(program: Command): void {
  const group = program.command("server").description("Start a server, or ask how one is.");

  group
    .command("start")
    .description("Start a server and serve until Ctrl-C.")
    .option("--host <address>", "Listen on this address (REEVE_SERVER_API_HOST, else 127.0.0.1).")
    .option(
      "--port <port>",
      "Listen on this port, 0 for a free one (REEVE_SERVER_API_PORT, else 4200).",
      portArgument,
    )
    .option("--database-url <url>", "Keep data here (REEVE_DATABASE_URL, else a file in ~/.reeve).")
    .option("--ui", "Serve the UI (the default).")
    .option("--no-ui", "Serve the API alone.")
    .option("-v, --verbose", "Log more than errors.")
    .action(lazy(async () => (await import("./start.ts")).startServerCommand));

  declareDatabase(group);

  withJson(group.command("rotate-encryption-key"))
    .description("Encrypt the secrets of blocks with another key; servers may go on meanwhile.")
    .option("--database-url <url>", "The data are here (REEVE_DATABASE_URL, else a file in ~/.reeve).")
    .action(lazy(async () => (await import("./rotate-encryption-key.ts")).rotateKeyOfServer));

  withJson(group.command("status"))
    .description("Say whether the server answers.")
    .option("--wait", "Wait until it does.")
    .option("-t, --timeout <seconds>", "How long to wait at most; 0 waits for ever.", countArgument, 0)
    .action(lazy(async () => (await import("./status.ts")).showServerStatus));
}
