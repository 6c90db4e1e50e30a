import type { SchemaFault, ValuePath } from "./find-faults.ts";

/** Faults under the property or the item that they belong to, as forms show them. */
export type FaultTree = (string | Branch)[];
type Branch = { property: string; errors: FaultTree } | { index: number; errors: FaultTree };

/** Sorts faults into the tree of the values' properties and items. */
export function faultTree(faults: readonly SchemaFault[]): FaultTree {
  const tree: FaultTree = [];
  for (const { path, message } of faults) {
    path.reduce(branchOf, tree).push(message);
  }
  return tree;
}

function branchOf(tree: FaultTree, step: string | number): FaultTree {
  const isBranch = (branch: string | Branch): branch is Branch =>
    typeof branch !== "string" && ("index" in branch ? branch.index : branch.property) === step;
  const known = tree.find(isBranch);
  if (known) return known.errors;
  const branch: Branch =
    typeof step === "number" ? { index: step, errors: [] } : { property: step, errors: [] };
  tree.push(branch);
  return branch.errors;
}

/** One fault in a sentence. */
export function describeFault({ path, message }: SchemaFault): string {
  const field = fieldName(path);
  return field === ""
    ? `Validation failed: ${message}.`
    : `Validation failed for field '${field}': ${message}.`;
}

/** A part of a value as people write it, such as `a.b[0]`; nothing for the whole. */
export const fieldName = (path: ValuePath): string =>
  path.reduce<string>(
    (text, step) => (typeof step === "number" ? `${text}[${step}]` : text ? `${text}.${step}` : step),
    "",
  );
