import type { Command } from "commander";
import { lazy, withJson } from "../../declare.ts";

/** Declares `reeve config`. */
export function declareConfig(program: Command): void {
  const group = program.command("config").description("See and change settings.");

  group
    .command("set")
    .description("Store settings in the active profile.")
    .argument(
      "<name=value...>",
      "Such as REEVE_API_URL=http://127.0.0.1:4200/api; PREFECT_ names are understood.",
    )
    .action(lazy(async () => (await import("./set.ts")).setConfig));

  group
    .command("unset")
    .description("Remove settings from the active profile.")
    .argument("<name...>", "Their names.")
    .action(lazy(async () => (await import("./unset.ts")).unsetConfig));

  withJson(group.command("view"))
    .description("Show the settings that apply and where they come from.")
    .option("--show-defaults", "Also those nobody set.")
    .option("--show-secrets", "Passwords in the clear.")
    .option("--show-sources", "Where each value comes from (the default).", true)
    .option("--hide-sources", "The values alone.")
    .action(lazy(async () => (await import("./view.ts")).viewConfig));
}
