import { ReeveError } from "@reeve/protocol/errors";

/** A path below a folder of a bucket as a key: the parts with one "/" between them. */
export function joinKey(folder: string, path: string): string {
  return [folder, path]
    .map((part) => part.replace(/^(\.?\/)+|\/+$/g, ""))
    .filter((part) => part !== "" && part !== ".")
    .join("/");
}

/** The same, but a path that begins with the folder already is a whole key, as those of stored results are. */
export function resolveKey(folder: string, path: string): string {
  const begun = joinKey(folder, "");
  const given = joinKey("", path);
  return begun !== "" && (given === begun || given.startsWith(`${begun}/`)) ? given : joinKey(folder, path);
}

/** What the keys of all objects in a folder begin with. */
export const folderPrefix = (key: string): string => (key === "" ? "" : `${key}/`);

/** The path of an object below a prefix; throws a ReeveError when it would lead out of the folder it is copied to. */
export function pathBelow(prefix: string, key: string): string {
  const path = key.slice(prefix.length);
  const parts = path.split("/");
  if (path.startsWith("/") || parts.includes("..") || path.includes("\0")) {
    throw new ReeveError(
      "invalid_request",
      `The object "${key}" is not downloaded: its path would lead out of the folder.`,
    );
  }
  return path;
}
