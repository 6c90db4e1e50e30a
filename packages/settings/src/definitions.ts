import { CLIENT_DEFINITIONS } from "./client-definitions.ts";
import { SERVER_DEFINITIONS } from "./server-definitions.ts";
import type { SettingDefinition } from "./setting-definition.ts";
import { WORK_POOL_DEFINITIONS } from "./work-pool-definitions.ts";

/** The table of settings, read by the SDK, the command line and the server alike. */
export const DEFINITIONS = { ...CLIENT_DEFINITIONS, ...SERVER_DEFINITIONS, ...WORK_POOL_DEFINITIONS };

type Definitions = typeof DEFINITIONS;
export type SettingKey = keyof Definitions;
export const SETTING_KEYS = Object.keys(DEFINITIONS) as SettingKey[];

type ValueOf<D extends SettingDefinition> = D extends { allowed: readonly (infer Word)[] }
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
      list: readonly string[];
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
