/** The version of the wire that clients name in `X-PREFECT-API-VERSION`. */
export const API_VERSION = "0.8.4";

/** Three numbers, the first of which weighs most. */
export type Version = readonly [number, number, number];

/** True when the version is below the other. */
export function isBelow(version: Version, other: Version): boolean {
  const differing = version.findIndex((part, i) => part !== other[i]);
  return differing >= 0 && version[differing]! < other[differing]!;
}

/** The product version whose behaviour we answer with; clients of another major version refuse. */
export const COMPATIBLE_VERSION = "3.9.1";
