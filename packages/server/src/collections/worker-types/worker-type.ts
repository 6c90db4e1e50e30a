type Schema = Readonly<Record<string, unknown>>;

/** A type of worker: what a work pool of it begins with, and how its worker is installed. */
export type WorkerType = {
  readonly type: string;
  /** The Python package whose worker serves it too. */
  readonly package: string;
  readonly displayName: string;
  readonly description: string;
  readonly documentationUrl: string;
  readonly installCommand: string;
  /** Shown where the type is chosen: a file of the UI's own. */
  readonly logo: string;
  readonly jobConfiguration: Schema;
  readonly variables: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly definitions?: Readonly<Record<string, Schema>>;
};

/** The placeholder of a variable. */
export const variable = (name: string): string => `{{ ${name} }}`;

export const text = (title: string, description: string, more: Schema = {}): Schema => ({
  title,
  description,
  type: "string",
  ...more,
});
export const integer = (title: string, description: string, more: Schema = {}): Schema => ({
  title,
  description,
  type: "integer",
  ...more,
});
export const number = (title: string, description: string, more: Schema = {}): Schema => ({
  title,
  description,
  type: "number",
  ...more,
});
export const flag = (title: string, description: string, standard?: boolean): Schema => ({
  title,
  description,
  type: "boolean",
  ...(standard !== undefined && { default: standard }),
});
export const texts = (title: string, description: string, more: Schema = {}): Schema => ({
  title,
  description,
  type: "array",
  items: { type: "string" },
  ...more,
});
export const mapping = (title: string, description: string): Schema => ({
  title,
  description,
  type: "object",
  additionalProperties: { type: "string" },
});

/** A block that is chosen among those of a type. */
export const block = (title: string, description: string, definition: string): Schema => ({
  title,
  description,
  allOf: [{ $ref: `#/definitions/${definition}` }],
});
export const blockDefinition = (title: string, slug: string, description: string): Schema => ({
  title,
  description,
  type: "object",
  properties: {},
  block_type_slug: slug,
});

export const registryCredentials = blockDefinition(
  "DockerRegistryCredentials",
  "docker-registry-credentials",
  "The user and password of an image registry.",
);

/** What every type asks for. */
export const common = {
  name: text("Name", "What the infrastructure of a run is called; the run's own name when left out."),
  env: mapping("Environment Variables", "Set where the run executes, besides those it needs itself."),
  labels: mapping("Labels", "Put on the infrastructure of a run, to find it by."),
  command: text("Command", "Runs in place of what fits the flow's language."),
};
export const commonConfiguration = {
  command: variable("command"),
  env: variable("env"),
  labels: variable("labels"),
  name: variable("name"),
};

export const streamOutput = flag(
  "Stream Output",
  "Whether what a run prints is in its log and on the worker's terminal.",
  true,
);
