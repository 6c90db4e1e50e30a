import { CLIENT_DEFINITIONS } from "./client-definitions.ts";
import { DATABASE_DEFINITIONS } from "./database-definitions.ts";
import { EVENT_DEFINITIONS } from "./event-definitions.ts";
import { ORCHESTRATION_DEFINITIONS } from "./orchestration-definitions.ts";
import { RESULT_DEFINITIONS } from "./result-definitions.ts";
import { RETENTION_DEFINITIONS } from "./retention-definitions.ts";
import { SERVER_DEFINITIONS } from "./server-definitions.ts";
import { SERVICE_DEFINITIONS } from "./service-definitions.ts";
import type { SettingDefinition } from "./setting-definition.ts";
import { WORK_POOL_DEFINITIONS } from "./work-pool-definitions.ts";

/** The parts of the table, as people are shown them. */
export const SETTING_PARTS: readonly {
  readonly title: string;
  readonly definitions: Readonly<Record<string, SettingDefinition>>;
}[] = [
  { title: "Profiles, clients, flows and workers", definitions: CLIENT_DEFINITIONS },
  { title: "Results and caching", definitions: RESULT_DEFINITIONS },
  { title: "The server", definitions: SERVER_DEFINITIONS },
  { title: "The database", definitions: DATABASE_DEFINITIONS },
  { title: "What is kept, and for how long", definitions: RETENTION_DEFINITIONS },
  { title: "What the server does again and again", definitions: SERVICE_DEFINITIONS },
  { title: "Work pools", definitions: WORK_POOL_DEFINITIONS },
  { title: "Runs, limits and schedules", definitions: ORCHESTRATION_DEFINITIONS },
  { title: "Events and logs", definitions: EVENT_DEFINITIONS },
];

/** The table of settings, read by the SDK, the command line and the server alike. */
export const DEFINITIONS = {
  ...CLIENT_DEFINITIONS,
  ...RESULT_DEFINITIONS,
  ...SERVER_DEFINITIONS,
  ...DATABASE_DEFINITIONS,
  ...RETENTION_DEFINITIONS,
  ...SERVICE_DEFINITIONS,
  ...WORK_POOL_DEFINITIONS,
  ...ORCHESTRATION_DEFINITIONS,
  ...EVENT_DEFINITIONS,
};

type Definitions = typeof DEFINITIONS;
export type SettingKey = keyof Definitions;
export const SETTING_KEYS = Object.keys(DEFINITIONS) as SettingKey[];

type ValueOf<D extends SettingDefinition> = D extends {
  kind: "choice";
  allowed: readonly (infer Word)[];
}
  ? Word
  : {
      string: string;
      path: string;
      secret: string;
      url: string;
      databaseUrl: string;
      choice: string;
      integer: number;
      number: number;
      boolean: boolean;
      seconds: number;
      duration: number;
      durations: Readonly<Record<string, number>>;
      list: readonly string[];
      integers: readonly number[];
      headers: Readonly<Record<string, string>>;
    }[D["kind"]];

/** All settings, flat; null where nothing is set and there is no default. */
export type Settings = {
  readonly [K in SettingKey]:
    | ValueOf<Definitions[K]>
    | (null extends Definitions[K]["default"] ? null : never);
};

export type SettingValue = Settings[SettingKey];

const KEY_OF_NAME = new Map<string, SettingKey>(
  SETTING_KEYS.flatMap((key) => [key, ...DEFINITIONS[key].names].map((name) => [name, key] as const)),
);

/** The setting that an environment name or a key stands for; undefined when there is none. */
export function findSettingKey(name: string): SettingKey | undefined {
  return KEY_OF_NAME.get(name) ?? KEY_OF_NAME.get(name.toUpperCase());
}
