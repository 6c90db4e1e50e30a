import { posix } from "node:path";
import { findCircles } from "./find-circles.ts";
import { BORDERS, LAYER_TABLE, PACKAGE_TABLE } from "./import-table.ts";
import { type Import, readImports } from "./read-imports.ts";
import { type ServerPlace, serverPlace } from "./server-place.ts";

/** A source file, its path relative to the repository with `/` between the parts. */
export type SourceFile = { readonly path: string; readonly source: string };

const SERVER = "packages/server";
const OURS = /^(?:@reeve\/|(?=reeve(?:\/|$)))(([a-z-]+)(?:\/.+)?)$/;
const TEST = /\.test\.tsx?$|\/test(?:ing)?\//;

/** A sentence for each import that the table does not allow, and for each circle. */
export function findImportFaults(files: readonly SourceFile[]): string[] {
  const graph = new Map<string, string[]>();
  const faults: string[] = [];
  for (const { path, source } of files) {
    const imports = readImports(source);
    for (const each of imports) {
      const reason = forbid(path, each);
      if (reason) faults.push(`${path} may not import "${each.specifier}": ${reason}.`);
    }
    const relative = imports.filter(({ specifier }) => specifier.startsWith("."));
    graph.set(
      path,
      relative.map(({ specifier }) => resolve(path, specifier)),
    );
  }
  return [
    ...faults,
    ...findCircles(graph).map((circle) => `These files import each other: ${circle.join(" → ")}.`),
  ];
}

function forbid(path: string, each: Import): string | undefined {
  const home = Object.keys(PACKAGE_TABLE).find((directory) => path.startsWith(`${directory}/`));
  if (!home) return "its package is not in the table";
  if (each.specifier.endsWith(".json")) return undefined;
  if (each.specifier.startsWith(".")) {
    const target = resolve(path, each.specifier);
    const outside = PACKAGE_TABLE[home]?.alsoReads?.some((directory) => target.startsWith(`${directory}/`));
    if (outside) return undefined;
    if (!target.startsWith(`${home}/`)) return "another package is imported by its name";
    return home === SERVER ? forbidInServer(path, target) : undefined;
  }
  const ours = OURS.exec(each.specifier);
  if (ours) return forbidPackage(path, home, { entry: ours[1] ?? "", name: ours[2] ?? "" }, each);
  return home === SERVER ? forbidAtBorder(path, each.specifier) : undefined;
}

function forbidPackage(
  path: string,
  home: string,
  target: { entry: string; name: string },
  each: Import,
): string | undefined {
  const row = PACKAGE_TABLE[home];
  if (!row || home === `packages/${target.name}`) return undefined;
  const { mayImport, typesOnly = [], exceptions = {} } = row;
  const allowed = [...mayImport, ...(exceptions[path.slice(home.length + 1)] ?? [])];
  if (allowed.includes(target.name) || allowed.includes(target.entry)) return undefined;
  if (each.typesOnly && typesOnly.includes(target.name)) return undefined;
  // Tests may drive a real server; what is shipped may not.
  if (TEST.test(path) && target.name === "server") return undefined;
  const types = typesOnly.map((name) => `types of ${name}`);
  return `of our packages, ${home} imports ${[...mayImport, ...types].join(", ") || "none"}`;
}

function forbidInServer(path: string, target: string): string | undefined {
  if (TEST.test(path)) return undefined;
  const from = serverPlace(path.slice(`${SERVER}/src/`.length));
  const to = serverPlace(target.slice(`${SERVER}/src/`.length));
  if (!from || !to) return "its directory is on no floor of the table";
  return forbidLayer(from, to) ?? forbidNoun(from, to);
}

function forbidLayer(from: ServerPlace, to: ServerPlace): string | undefined {
  if (LAYER_TABLE[from.layer].includes(to.layer)) return undefined;
  return `${from.layer} may import ${LAYER_TABLE[from.layer].join(", ")}, and this is ${to.layer}`;
}

function forbidNoun(from: ServerPlace, to: ServerPlace): string | undefined {
  if (from.noun === undefined || to.noun === undefined || from.noun === to.noun) return undefined;
  if (from.layer === "queries") return "queries never reach into another noun";
  if (to.layer === "queries") return `the queries of ${to.noun} are its own; call one of its operations`;
  if ((to.floor ?? 0) < (from.floor ?? 0)) return undefined;
  return `${to.noun} is not on a lower floor than ${from.noun}`;
}

function forbidAtBorder(path: string, specifier: string): string | undefined {
  if (TEST.test(path)) return undefined;
  const place = serverPlace(path.slice(`${SERVER}/src/`.length));
  const border = BORDERS.find(({ packages }) => packages.test(specifier));
  if (!border || !place || border.layers.includes(place.layer)) return undefined;
  return border.about;
}

function resolve(path: string, specifier: string): string {
  return posix.join(posix.dirname(path), specifier);
}
