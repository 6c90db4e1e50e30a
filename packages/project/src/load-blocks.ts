import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Client } from "@reeve/client";
import { type BlockHandle, blockHandleOf } from "@reeve/protocol/block-handle";
import { ReeveError } from "@reeve/protocol/errors";
import { findModule } from "./find-module.ts";

/** Where classes of blocks are: a package or the path of a module, or a file. */
export type BlockSource = { module: string } | { file: string };

// Packages of ours that have the blocks of Python's.
const COUNTERPARTS: Readonly<Record<string, string>> = {
  prefect_aws: "@reeve/aws",
  "prefect-aws": "@reeve/aws",
};

/** The package of ours that has the blocks of one of Python's; undefined for any other name. */
export const counterpartOf = (module: string): string | undefined =>
  Object.hasOwn(COUNTERPARTS, module) ? COUNTERPARTS[module] : undefined;

/**
 * The classes of blocks that a module exports, by name. Of a package of Python's that has a counterpart here, those of
 * the counterpart. Throws a ReeveError that says what is missing.
 */
export async function loadBlocks(
  source: BlockSource,
  directory = process.cwd(),
): Promise<BlockHandle<Client>[]> {
  const [named, location] = "file" in source ? fileOf(source, directory) : moduleOf(source, directory);
  const exported = (await import(location)) as Record<string, unknown>;
  const handles = Object.values(exported).flatMap((value) => blockHandleOf<Client>(value) ?? []);
  if (handles.length === 0) throw new ReeveError("not_found", `${named} exports no class of blocks.`);
  // One class may be exported under several names.
  return [...new Map(handles.map((handle) => [handle.slug, handle])).values()].toSorted((one, other) =>
    one.name.localeCompare(other.name),
  );
}

type Found = readonly [named: string, location: string];

function fileOf({ file }: { file: string }, directory: string): Found {
  const path = resolve(directory, file);
  if (existsSync(path)) return [file, pathToFileURL(path).href];
  throw new ReeveError("not_found", `There is no file ${file} (looked at ${path}).`);
}

function moduleOf({ module }: { module: string }, directory: string): Found {
  const counterpart = counterpartOf(module);
  if (!counterpart && /^prefect(_\w+)?(\.\w+)*$/.test(module)) {
    throw new ReeveError(
      "invalid_request",
      `${module} is a package of Python's; register its blocks with "prefect block register -m ${module}".`,
    );
  }
  const name = counterpart ?? module;
  const location = findModule(name, directory);
  if (location) return [module, location];
  const install = `install it with "npm install ${name}"`;
  throw new ReeveError(
    "not_found",
    counterpart
      ? `${module} is a package of Python's, and ${name} has its blocks, which is not installed here; ${install}.`
      : `There is no module "${module}"; ${install}, or give a file with -f.`,
  );
}
