import { join } from "node:path";
import { ReeveError } from "@reeve/protocol/errors";
import type { Settings } from "@reeve/settings";
import { identityOf } from "../blocks/block-identity.ts";
import { loadBlock, loadBlockById } from "../blocks/block-registry.ts";
import { isWritableFileSystem, type WritableFileSystem } from "../blocks/file-system.ts";
import { LocalFileSystem } from "../blocks/local-file-system.ts";
import type { ServerLink } from "../engine/server-link.ts";
import type { ResultStorage } from "./result-options.ts";

/** A storage that is ready for use. */
export type OpenStorage = {
  files: WritableFileSystem;
  blockId: string | null;
  /** The key as states tell it: of a folder without a block it is the whole path. */
  fullKey(key: string): string;
  /** The file by which processes tell each other who computes a key, where the storage is a folder. */
  lockFile(key: string): string | undefined;
};

// Blocks do not change while a program runs, and each run of a task would load them again.
const opened = new Map<string, Promise<OpenStorage>>();

/** The storage that is named, or else that of the settings, that of the server, or the folder of the settings. */
export async function openResultStorage(
  storage: ResultStorage | undefined,
  settings: Settings,
  link: ServerLink | undefined,
): Promise<OpenStorage> {
  if (typeof storage === "object") return ready(storage);
  const reference = storage ?? settings.resultsDefaultStorageBlock;
  if (reference !== null) return once(`${settings.apiUrl} ${reference}`, () => loadBlock(reference));
  const blockId = await link?.defaultResultStorageId();
  if (link && blockId) return once(`${link.apiUrl} ${blockId}`, () => loadBlockById(link.client, blockId));
  return ready(localStorage(settings));
}

/** The storage that a result's metadata name. */
export async function storageOf(
  { storage_block_id: blockId, storage_key: key }: { storage_block_id: string | null; storage_key: string },
  link: ServerLink | undefined,
): Promise<WritableFileSystem> {
  if (blockId === null) return new LocalFileSystem({ basepath: key.startsWith("/") ? "/" : "." });
  if (link) return (await once(`${link.apiUrl} ${blockId}`, () => loadBlockById(link.client, blockId))).files;
  throw new ReeveError(
    "unreachable",
    "The result is in a block, which only the server knows. Set REEVE_API_URL.",
  );
}

function localStorage({ resultsLocalStoragePath, home }: Settings): LocalFileSystem {
  return new LocalFileSystem({ basepath: resultsLocalStoragePath ?? join(home, "storage") });
}

function once(key: string, load: () => Promise<object>): Promise<OpenStorage> {
  const known = opened.get(key);
  if (known) return known;
  const opening = load().then(ready);
  opened.set(key, opening);
  opening.catch(() => opened.delete(key));
  return opening;
}

function ready(storage: object): OpenStorage {
  if (!isWritableFileSystem(storage)) {
    throw new ReeveError(
      "invalid_request",
      `Results cannot be stored in a ${storage.constructor.name}: it has no readPath and writePath.`,
    );
  }
  const blockId = identityOf(storage)?.id ?? null;
  const folder = storage instanceof LocalFileSystem ? storage : undefined;
  return {
    files: storage,
    blockId,
    fullKey: (key) => (folder && blockId === null ? folder.resolvePath(key) : key),
    lockFile: (key) => folder && `${folder.resolvePath(key)}.lock`,
  };
}
