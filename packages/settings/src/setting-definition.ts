/** How the text of a setting is read, and what type it has afterwards. */
export type SettingKind =
  | "string"
  | "path"
  | "secret"
  | "url"
  | "databaseUrl"
  | "choice"
  | "integer"
  | "number"
  | "boolean"
  | "seconds"
  | "list"
  | "headers";

export type SettingDefinition = {
  /** Environment variables that set it, the first present one winning; a profile may use any of them too. */
  readonly names: readonly [string, ...string[]];
  readonly kind: SettingKind;
  readonly default: string | number | boolean | null | readonly string[] | Readonly<Record<string, string>>;
  readonly about: string;
  /** The words a choice may be. */
  readonly allowed?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
};

/** Every setting of the Python client and server keeps its name under both prefixes; older names follow. */
export const both = (name: string, ...older: string[]): [string, ...string[]] => [
  `REEVE_${name}`,
  `PREFECT_${name}`,
  ...older,
];
