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
  /** Seconds; a `duration` is one that Prefect writes as `PT1H` where it shows its settings. */
  | "seconds"
  | "duration"
  /** Durations by name. */
  | "durations"
  | "list"
  /** Whole numbers with commas between them. */
  | "integers"
  | "headers";

export type SettingDefinition = {
  /** Environment variables that set it, the first present one winning; a profile may use any of them too. */
  readonly names: readonly [string, ...string[]];
  readonly kind: SettingKind;
  readonly default:
    | string
    | number
    | boolean
    | null
    | readonly string[]
    | readonly number[]
    | Readonly<Record<string, string>>
    | Readonly<Record<string, number>>;
  readonly about: string;
  /** The words a choice may be, and a list of words may have. */
  readonly allowed?: readonly string[];
  /** Words that stand for a whole list. */
  readonly words?: Readonly<Record<string, readonly string[]>>;
  readonly minimum?: number;
  readonly maximum?: number;
};

/** Every setting of the Python client and server keeps its name under both prefixes; older names follow. */
export const both = (name: string, ...older: string[]): [string, ...string[]] => [
  `REEVE_${name}`,
  `PREFECT_${name}`,
  ...older,
];

export const HOUR = 60 * 60;
export const DAY = 24 * HOUR;
/** A loop that never rests would leave nothing to do the work of requests. */
export const SHORTEST_SECONDS = 0.1;

/** Names of a setting of a loop, which older versions of the Python server spelt otherwise. */
export const ofService = (name: string): [string, ...string[]] =>
  both(`SERVER_SERVICES_${name}`, `PREFECT_API_SERVICES_${name}`);

/** Whether a loop runs. */
export const enabled = (service: string, about: string) =>
  ({ names: ofService(`${service}_ENABLED`), kind: "boolean", default: true as boolean, about }) as const;

/** How often a loop does its work. */
export const every = (service: string, seconds: number, about: string) =>
  ({
    names: ofService(`${service}_LOOP_SECONDS`),
    kind: "seconds",
    default: seconds,
    minimum: SHORTEST_SECONDS,
    about,
  }) as const;
