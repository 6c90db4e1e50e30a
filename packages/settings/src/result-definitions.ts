import { both, type SettingDefinition } from "./setting-definition.ts";

/** Where results are kept and what is taken from there again: one row each. */
export const RESULT_DEFINITIONS = {
  resultsPersistByDefault: {
    names: both("RESULTS_PERSIST_BY_DEFAULT"),
    kind: "boolean",
    default: false,
    about: "Whether flows and tasks that do not say so store their results.",
  },
  resultsDefaultStorageBlock: {
    names: both("RESULTS_DEFAULT_STORAGE_BLOCK", "PREFECT_DEFAULT_RESULT_STORAGE_BLOCK"),
    kind: "string",
    default: null,
    about:
      "The block that results are stored in, as type/name, such as s3-bucket/results; a folder when none.",
  },
  resultsLocalStoragePath: {
    names: both("RESULTS_LOCAL_STORAGE_PATH", "PREFECT_LOCAL_STORAGE_PATH"),
    kind: "string",
    default: null,
    about: "The folder that results are stored in; storage in the home directory when left out.",
  },
  resultsDefaultSerializer: {
    names: both("RESULTS_DEFAULT_SERIALIZER"),
    kind: "string",
    default: "auto",
    about:
      "How results of TypeScript flows are written: json; structured-clone for all that JavaScript can copy; or " +
      "auto, which is JSON where nothing is lost by it. Any other word, such as Python's pickle, means auto.",
  },
  tasksDefaultPersistResult: {
    names: both("TASKS_DEFAULT_PERSIST_RESULT"),
    kind: "boolean",
    default: null,
    about: "Whether tasks that do not say so store their results; as their flow when left out.",
  },
  tasksRefreshCache: {
    names: both("TASKS_REFRESH_CACHE"),
    kind: "boolean",
    default: false,
    about: "Whether tasks compute anew what is cached, and store that.",
  },
  tasksDisableCaching: {
    names: both("TASKS_DISABLE_CACHING"),
    kind: "boolean",
    default: false,
    about: "Whether tasks take nothing from a cache, whatever they say.",
  },
} as const satisfies Record<string, SettingDefinition>;
