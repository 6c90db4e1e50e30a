import type { Command } from "commander";
import { lazy, withJson } from "../../../declare.ts";

/** Declares `reeve server database`. */
export function declareDatabase(server: Command): void {
  const group = server.command("database").description("Look after the data of a server.");
  const declare = (usage: string) =>
    withJson(group.command(usage)).option(
      "--database-url <url>",
      "The data are here (REEVE_DATABASE_URL, else a file in ~/.reeve).",
    );

  declare("upgrade")
    .description("Bring the tables to this version, as the start of a server does.")
    .action(lazy(async () => (await import("./upgrade.ts")).upgradeDatabaseCommand));

  declare("backup [file]")
    .description("Write a copy as of one moment to a file, while servers go on.")
    .action(lazy(async () => (await import("./backup.ts")).backupDatabaseCommand));

  declare("vacuum")
    .description("Give the space of deleted rows back.")
    .action(lazy(async () => (await import("./vacuum.ts")).vacuumDatabaseCommand));

  declare("reset")
    .description("Delete everything; a server that uses the data must be stopped first.")
    .option("-y, --yes", "Do not ask.")
    .action(lazy(async () => (await import("./reset.ts")).resetDatabaseCommand));
}
