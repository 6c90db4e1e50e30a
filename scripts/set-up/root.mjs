import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's top directory. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** An absolute path from one relative to the repository. */
export const fromRoot = (...parts) => join(root, ...parts);
