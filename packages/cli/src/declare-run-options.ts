import { type Command, Option } from "commander";
import {
  countArgument,
  levelArgument,
  repeatedArgument,
  stateNameArgument,
  stateTypeArgument,
} from "./argument.ts";

/** Adds what narrows a list of flow runs or task runs down. */
export const withRunFilters = (command: Command): Command =>
  command
    .option("--name <text>", "With this in their name.")
    .option("--state <name>", "In a state of this name, such as Late; may be repeated.", stateNameArgument)
    .option(
      "--state-type <type>",
      "In a state of this type, such as RUNNING; may be repeated.",
      stateTypeArgument,
    )
    .option("--tag <tag>", "With this tag; repeated, with all of them.", repeatedArgument)
    .option("-l, --limit <count>", "How many at most.", countArgument, 15);

/** Adds which lines of a log are printed, and in which order; `-h` is taken for the first lines. */
export const withLogOptions = (command: Command): Command =>
  command
    .addOption(
      new Option("-h, --head", "Only the first lines, 20 unless -n says otherwise.").conflicts("tail"),
    )
    .option("-t, --tail", "Only the last lines, 20 unless -n says otherwise.")
    .option("-n, --num-logs <count>", "How many of the first or last lines.", countArgument)
    .option("-r, --reverse", "The newest line first.")
    .option("--level <level>", "Only lines of this level or above, such as WARNING.", levelArgument)
    .helpOption("--help", "Show this help.");
