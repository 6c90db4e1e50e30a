import { ReeveError } from "@reeve/protocol/errors";
import type { ImageBuildOptions } from "dockerode";
import { flagInput } from "../step-inputs.ts";

type Inputs = Readonly<Record<string, unknown>>;
type Read = (value: unknown) => unknown;

/** An option of the engine, and how an input of the step becomes it; undefined where the input cannot. */
type Option = readonly [name: keyof ImageBuildOptions, read: Read, wanted: string];

const text: Read = (value) => (typeof value === "string" ? value : undefined);
const number: Read = (value) => (typeof value === "number" ? value : undefined);
const flag: Read = (value) => flagInput({ value }, "value");
const texts: Read = (value) =>
  isMapping(value)
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, String(one)]))
    : undefined;
const images: Read = (value) => (Array.isArray(value) ? JSON.stringify(value.map(String)) : undefined);
/** Written `name: address`; the engine takes a list of `name:address`. */
const hosts: Read = (value) =>
  isMapping(value) ? Object.entries(value).map((one) => one.join(":")) : undefined;

const OPTIONS: Readonly<Record<string, Option>> = {
  buildargs: ["buildargs", texts, "a mapping of names to texts"],
  cache_from: ["cachefrom", images, "a list of images"],
  extra_hosts: ["extrahosts", hosts, "a mapping of names to addresses"],
  forcerm: ["forcerm", flag, "true or false"],
  labels: ["labels", texts, "a mapping of names to texts"],
  network_mode: ["networkmode", text, "text"],
  nocache: ["nocache", flag, "true or false"],
  platform: ["platform", text, "text"],
  pull: ["pull", flag, "true or false"],
  rm: ["rm", flag, "true or false"],
  shmsize: ["shmsize", number, "a number of bytes"],
  squash: ["squash", flag, "true or false"],
  target: ["target", text, "text"],
};

/** The names of the inputs that are options of the engine. */
export const BUILD_OPTIONS: readonly string[] = Object.keys(OPTIONS);

/** What the engine is told of how to build; throws a ReeveError that names an input which cannot be. */
export function buildOptions(step: string, inputs: Inputs): ImageBuildOptions {
  // A base image with a tag that moves is to be of today.
  const options: Record<string, unknown> = { rm: true, pull: true };
  for (const [input, [name, read, wanted]] of Object.entries(OPTIONS)) {
    const given = inputs[input];
    if (given === undefined || given === null || given === "") continue;
    const value = read(given);
    if (value === undefined) {
      throw new ReeveError(
        "invalid_request",
        `"${input}" of the step ${step} is ${JSON.stringify(given)}; it has to be ${wanted}.`,
      );
    }
    options[name] = value;
  }
  return options;
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
