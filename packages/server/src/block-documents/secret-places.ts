import { isRawNumber } from "../exact-json.ts";

/** What is shown in place of a secret. */
export const SECRET_MASK = "********";

type Data = Record<string, unknown>;
/** Where in the data a secret is: keys of objects and places in lists. */
type Place = readonly (string | number)[];

/** The data with a mask in place of every secret; `secretFields` are dotted paths, `x.*` means all that is in x. */
export function maskSecrets(data: Data, secretFields: readonly string[]): Data {
  return secretPlaces(data, secretFields).reduce((masked, place) => put(masked, place, SECRET_MASK), data);
}

/** The data with the stored secrets in place of masks: who was shown a mask sends it back for what is to stay. */
export function unmaskSecrets(data: Data, stored: Data, secretFields: readonly string[]): Data {
  return secretPlaces(data, secretFields)
    .filter((place) => at(data, place) === SECRET_MASK)
    .reduce((unmasked, place) => {
      const secret = at(stored, place);
      return secret === undefined ? unmasked : put(unmasked, place, secret);
    }, data);
}

/** The secrets themselves, for those who must not let them out by other ways. */
export const secretsIn = (data: Data, secretFields: readonly string[]): string[] =>
  secretPlaces(data, secretFields).map((place) => String(at(data, place)));

function secretPlaces(data: Data, secretFields: readonly string[]): Place[] {
  return secretFields.flatMap((path) => placesBelow(data, path.split("."), []));
}

/**
 * A list is looked through, since blocks may stand in it; so is an object without the key, when it may be
 * a collection of blocks by name.
 */
function placesBelow(value: unknown, path: readonly string[], place: Place): Place[] {
  const [key, ...rest] = path;
  if (value === null || value === undefined) return [];
  if (key === undefined) return [place];
  if (key === "*") return leavesBelow(value, place);
  if (Array.isArray(value)) return value.flatMap((item, index) => placesBelow(item, path, [...place, index]));
  if (!isRecord(value)) return [];
  if (Object.hasOwn(value, key)) return placesBelow(value[key], rest, [...place, key]);
  if (place.length === 0) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    isRecord(item) || Array.isArray(item) ? placesBelow(item, path, [...place, name]) : [],
  );
}

function leavesBelow(value: unknown, place: Place): Place[] {
  if (!isRecord(value) || Object.keys(value).length === 0) return [place];
  return Object.entries(value).flatMap(([key, item]) => leavesBelow(item, [...place, key]));
}

function at(value: unknown, [key, ...rest]: Place): unknown {
  if (key === undefined) return value;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return at((value as Record<string | number, unknown>)[key], rest);
}

function put<T>(value: T, [key, ...rest]: Place, item: unknown): T {
  if (key === undefined) return item as T;
  // What is around it may be masked already.
  if (typeof value !== "object" || value === null) return value;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  Object.defineProperty(copy, key, {
    value: put((value as Record<string | number, unknown>)[key], rest, item),
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return copy as T;
}

const isRecord = (value: unknown): value is Data =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !isRawNumber(value);
