import { ReeveError } from "@reeve/protocol/errors";
import type { DirectoryCopy, DirectoryStorage, WritableFileSystem } from "./file-system.ts";
import { installedBlock } from "./installed-block.ts";
import { type PlainField, plainFields, RECORD, TEXT } from "./plain-fields.ts";

type Settings = Readonly<Record<string, unknown>>;
type FileSystem = WritableFileSystem & DirectoryStorage;
/** Opens the place that an address such as "s3://bucket/folder" names, with the settings that fsspec takes for it. */
export type OpenFileSystem = (basepath: URL, settings: Settings) => FileSystem;

const openers = new Map<string, OpenFileSystem>();
/** The packages that provide a protocol when they are loaded. */
const PACKAGES: Readonly<Record<string, string>> = { s3: "@reeve/aws" };

/** Lets `RemoteFileSystem` reach the places of a protocol, such as "s3". */
export function provideFileSystem(protocol: string, open: OpenFileSystem): void {
  openers.set(protocol, open);
}

const ADDRESS: PlainField = {
  expected: 'an address with a protocol and a place, such as "s3://bucket/folder/"',
  is: (value) => TEXT.is(value) && /^(?!file:)[a-z0-9+.-]+:\/\/[^/]+/i.test(String(value)),
};
const SETTINGS: PlainField = { ...RECORD, otherwise: () => ({}) };

/**
 * Files in a remote storage; the same block as Python's `RemoteFileSystem`. Where Python reaches what fsspec knows,
 * this reaches S3, through `@reeve/aws`, and the protocols of `provideFileSystem`.
 */
export class RemoteFileSystem
  extends installedBlock({
    name: "Remote File System",
    slug: "remote-file-system",
    className: "RemoteFileSystem",
    fields: plainFields<{ basepath: string; settings?: Settings }, { basepath: string; settings: Settings }>({
      basepath: ADDRESS,
      settings: SETTINGS,
    }),
  })
  implements WritableFileSystem, DirectoryStorage
{
  #opened: Promise<FileSystem> | undefined;

  async readPath(path: string): Promise<Uint8Array> {
    return (await this.#open()).readPath(this.#inside(path));
  }

  async writePath(path: string, content: Uint8Array): Promise<string> {
    return (await this.#open()).writePath(this.#inside(path), content);
  }

  async getDirectory(copy?: DirectoryCopy): Promise<void> {
    await (await this.#open()).getDirectory(copy);
  }

  async putDirectory(copy?: DirectoryCopy & { ignoreFile?: string }): Promise<void> {
    await (await this.#open()).putDirectory(copy);
  }

  /** A path may also be a whole address, as `writePath` answers it; throws a ReeveError when that is elsewhere. */
  #inside(path: string): string {
    if (!path.includes("://")) return path;
    const base = this.basepath.endsWith("/") ? this.basepath : `${this.basepath}/`;
    if (path.startsWith(base) && !path.split("/").includes("..")) return path.slice(base.length);
    throw new ReeveError("invalid_request", `The path "${path}" is outside of ${this.basepath}.`);
  }

  #open(): Promise<FileSystem> {
    this.#opened ??= openFileSystem(this.basepath, this.settings);
    return this.#opened;
  }
}

async function openFileSystem(basepath: string, settings: Settings): Promise<FileSystem> {
  const url = new URL(basepath);
  const protocol = url.protocol.slice(0, -1);
  const packageName = PACKAGES[protocol];
  let cause: unknown;
  if (packageName && !openers.has(protocol)) {
    await import(packageName).catch((error: unknown) => {
      cause = error;
    });
  }
  const open = openers.get(protocol);
  if (open) return open(url, settings);
  const how = packageName ? `install ${packageName}` : `provide it with provideFileSystem("${protocol}", …)`;
  throw new ReeveError("not_found", `Nothing here reaches addresses of the protocol "${protocol}": ${how}.`, {
    cause,
  });
}
