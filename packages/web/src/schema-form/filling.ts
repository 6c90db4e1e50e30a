import { createContext } from "react";

/** What a parameter is filled in with in place of a value of its own. */
export type FillingKind = "json" | "jinja" | "workspace_variable";

/** Whether the fields of a form may be filled in with variables and templates: only where the server does that. */
export const AllowsFilling = createContext(false);

const KEYS: Readonly<Record<FillingKind, string>> = {
  json: "value",
  jinja: "template",
  workspace_variable: "variable_name",
};

/** How a value is filled in; undefined when it stands for itself. */
export function fillingOf(value: unknown): { kind: FillingKind; text: string } | undefined {
  if (typeof value !== "object" || value === null || !("__prefect_kind" in value)) return undefined;
  const kind = value.__prefect_kind;
  if (kind !== "json" && kind !== "jinja" && kind !== "workspace_variable") return undefined;
  const text = (value as Record<string, unknown>)[KEYS[kind]];
  return { kind, text: typeof text === "string" ? text : "" };
}

/** The value that is filled in so, as the server takes it. */
export const toFilling = (kind: FillingKind, text: string): Record<string, string> => ({
  __prefect_kind: kind,
  [KEYS[kind]]: text,
});
