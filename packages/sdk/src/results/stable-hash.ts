import { hash } from "node:crypto";
import { isDate, isMap, isRegExp, isSet } from "node:util/types";
import { ReeveError } from "@reeve/protocol/errors";

/** What cannot be hashed, and where in the value it is. */
export class Unhashable extends ReeveError {
  readonly path: string;

  constructor(path: string, what: string) {
    super("invalid_request", `${path || "The value"} is ${what}, which cannot be hashed.`);
    this.path = path;
  }
}

/**
 * A hash of any value that JavaScript can copy (maps, sets, dates, typed arrays, cycles and all): equal values have
 * the same in every process, in whichever order their keys were set. Throws an Unhashable that names the place of
 * what is no value, such as a function.
 */
export const stableHash = (value: unknown, path = ""): string => new Hashing().digest(value, path);

/** One value's hashing. Each object has a hash made of those of its parts, so that what is shared is hashed once. */
class Hashing {
  /** The objects around the part at hand, each with its depth: by that a cycle is told. */
  readonly #around = new Map<object, number>();
  /** Only of objects that mean the same wherever they stand. */
  readonly #known = new Map<object, string>();
  /** The depth of the outermost object that the part at hand refers back to. */
  #outermost = Number.POSITIVE_INFINITY;

  digest(value: unknown, path: string): string {
    return sha256(this.#text(value, path));
  }

  /** Text that two values share when they are equal; of an object its hash, so that it stays short. */
  #text(value: unknown, path: string): string {
    switch (typeof value) {
      case "string":
        return `s${value.length}:${value}`;
      case "number":
        // Both zeros are equal to a program.
        return `n${value === 0 ? 0 : value};`;
      case "bigint":
        return `i${value};`;
      case "boolean":
      case "undefined":
        return `${value};`;
      case "object":
        return value === null ? "null;" : this.#object(value, path);
      default:
        throw new Unhashable(path, `a ${typeof value}`);
    }
  }

  #object(value: object, path: string): string {
    const known = this.#known.get(value);
    if (known) return known;
    const depth = this.#around.size;
    const seenAt = this.#around.get(value);
    if (seenAt !== undefined) {
      this.#outermost = Math.min(this.#outermost, seenAt);
      return `r${depth - seenAt};`;
    }
    const outermostBefore = this.#outermost;
    this.#outermost = Number.POSITIVE_INFINITY;
    this.#around.set(value, depth);
    const text = `o${sha256(this.#contents(value, path))}`;
    this.#around.delete(value);
    const isWhole = this.#outermost >= depth;
    if (isWhole) this.#known.set(value, text);
    this.#outermost = isWhole ? outermostBefore : Math.min(this.#outermost, outermostBefore);
    return text;
  }

  #contents(value: object, path: string): string {
    if (Array.isArray(value)) return `list ${this.#all(value, path)}`;
    if (isMap(value)) {
      const entries = Array.from(value, ([key, item]) => {
        const at = `${path}.get(${typeof key === "string" ? JSON.stringify(key) : "…"})`;
        return this.#text(key, at) + this.#text(item, at);
      });
      return `map ${entries.sort().join("")}`;
    }
    if (isSet(value))
      return `set ${Array.from(value, (item) => this.#text(item, `${path}[…]`))
        .sort()
        .join("")}`;
    if (isDate(value)) return `date ${value.getTime()}`;
    if (isRegExp(value)) return `regexp ${value}`;
    if (ArrayBuffer.isView(value)) return `bytes ${value.constructor.name} ${bytesOf(value)}`;
    if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) {
      return `bytes ArrayBuffer ${bytesOf(new Uint8Array(value))}`;
    }
    if (value instanceof Error) {
      const { name, message, cause } = value;
      return `error ${this.#all([name, message, cause, { ...value }], path)}`;
    }
    if (value instanceof Number || value instanceof String || value instanceof Boolean) {
      return `boxed ${this.#text(value.valueOf(), path)}`;
    }
    return this.#instance(value, path);
  }

  #instance(value: object, path: string): string {
    const prototype = Object.getPrototypeOf(value);
    if (prototype === null || prototype === Object.prototype) return `object ${this.#fields(value, path)}`;
    const name = value.constructor.name;
    const fields = Object.keys(value);
    // Without fields to see, what tells two of them apart is hidden: two URLs would be the same.
    if (fields.length > 0) return `object ${name} ${this.#fields(value, path)}`;
    const { toJSON } = value as { toJSON?: unknown };
    if (typeof toJSON !== "function")
      throw new Unhashable(path, `of the class ${name}, whose inside is not to be seen`);
    return `object ${name} ${this.#text(toJSON.call(value), path)}`;
  }

  #fields(value: object, path: string): string {
    const named = Object.entries(value)
      // A field that is there without a value is as good as none: the two look the same to most programs.
      .filter(([, field]) => field !== undefined)
      .map(([key, field]) => `${this.#text(key, "")}${this.#text(field, path ? `${path}.${key}` : key)}`);
    return named.sort().join("");
  }

  #all(values: readonly unknown[], path: string): string {
    return Array.from(values, (item, index) => this.#text(item, `${path}[${index}]`)).join("");
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): string =>
  hash("sha256", new Uint8Array(buffer, byteOffset, byteLength));

const sha256 = (text: string): string => hash("sha256", text);
