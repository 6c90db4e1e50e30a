import { readFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ReeveError } from "@reeve/protocol/errors";
import { type FlowHandle, flowHandleOf, madeFlows } from "@reeve/protocol/flow-handle";

export type Language = "typescript" | "python";

/** Where a flow is: a file, and the name under which the file has it. */
export type Entrypoint = { file: string; flow: string };

const LANGUAGES: Readonly<Record<string, Language>> = {
  ".py": "python",
  ".ts": "typescript",
  ".mts": "typescript",
  ".cts": "typescript",
  ".js": "typescript",
  ".mjs": "typescript",
  ".cjs": "typescript",
};

/** Reads `path/to/file.ts:flow`; throws a ReeveError that says what is missing. */
export function parseEntrypoint(text: string): Entrypoint {
  const colon = text.lastIndexOf(":");
  const [file, flow] = [text.slice(0, colon), text.slice(colon + 1)];
  if (colon > 0 && flow !== "") return { file, flow };
  throw new ReeveError(
    "invalid_request",
    `"${text}" is no entrypoint; give the file and the flow in it, as in path/to/file.ts:myFlow.`,
  );
}

/** The language of an entrypoint, by its file's ending; `module.path:flow` without one is Python's. */
export function languageOf({ file }: Entrypoint): Language {
  const ending = extname(file);
  const language = LANGUAGES[ending];
  if (language) return language;
  if (!file.includes("/") && /^[\w.]+$/.test(file)) return "python";
  throw new ReeveError(
    "invalid_request",
    `${file} is neither a TypeScript nor a Python file; an entrypoint names one of those.`,
  );
}

/**
 * Loads a TypeScript or JavaScript file and finds the flow in it, by the name of the export or by the flow's own, which
 * need not be exported.
 * Throws a ReeveError that says which flows the file does have.
 */
export async function loadFlow({ file, flow }: Entrypoint, directory = process.cwd()): Promise<FlowHandle> {
  const path = resolve(directory, file);
  assertReadable(path, file);
  const exported = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  const flows = new Map(
    Object.entries(exported).flatMap(([name, value]) => {
      const handle = flowHandleOf(value);
      return handle ? [[name, handle] as const] : [];
    }),
  );
  const found = flows.get(flow) ?? madeFlows().get(flow);
  if (found) return found;
  const has = flows.size > 0 ? `it has ${[...flows.keys()].join(", ")}` : "it exports no flow";
  throw new ReeveError("not_found", `${file} has no flow "${flow}"; ${has}.`);
}

function assertReadable(path: string, file: string): void {
  try {
    readFileSync(path);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const reason = code === "ENOENT" ? `there is no such file (looked at ${path})` : String(cause);
    throw new ReeveError("not_found", `The entrypoint ${file} cannot be loaded: ${reason}.`, { cause });
  }
}
