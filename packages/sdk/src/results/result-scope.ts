import type { Settings } from "@reeve/settings";
import type { ServerLink } from "../engine/server-link.ts";
import type { ResultOptions, ResultScope } from "./result-options.ts";
import type { ResultSerializer } from "./result-serializer.ts";
import { openResultStorage } from "./result-storage.ts";
import { ResultStore } from "./result-store.ts";

/** What the options of a flow make of the results in it, within what holds around it. */
export function resultScope(
  options: ResultOptions,
  outer: ResultScope | undefined,
  settings: Settings,
  link: ServerLink | undefined,
): ResultScope {
  let decision: boolean | Promise<boolean> | undefined;
  return {
    persists() {
      decision ??= decide(options, outer, settings, link).then((decided) => {
        decision = decided;
        return decided;
      });
      return decision;
    },
    async open(own) {
      const inner = { ...options, ...withoutUndefined(own) };
      if (outer) return outer.open(inner);
      const { resultStorage, resultSerializer = serializerOf(settings) } = inner;
      return new ResultStore(await openResultStorage(resultStorage, settings, link), resultSerializer);
    },
  };
}

/** What a flow or task says itself of whether its results are stored. */
export function ownDecision(options: ResultOptions): boolean | undefined {
  const implied = options.resultStorage !== undefined || options.resultSerializer !== undefined;
  return options.persistResult ?? (implied || undefined);
}

async function decide(
  options: ResultOptions,
  outer: ResultScope | undefined,
  settings: Settings,
  link: ServerLink | undefined,
): Promise<boolean> {
  const own = ownDecision(options) ?? (await outer?.persists());
  if (own !== undefined) return own;
  if (settings.resultsPersistByDefault || settings.resultsDefaultStorageBlock !== null) return true;
  // Who configured a storage for everybody wants results to be in it.
  return ((await link?.defaultResultStorageId()) ?? null) !== null;
}

function serializerOf({ resultsDefaultSerializer: name }: Settings): ResultSerializer {
  return name === "json" || name === "structured-clone" ? name : "auto";
}

const withoutUndefined = (options: ResultOptions): ResultOptions =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
