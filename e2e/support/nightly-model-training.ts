/** The parameters of a Python flow of twelve parameters, as Pydantic describes them. */
export const TRAINING_SCHEMA = {
  title: "Parameters",
  type: "object",
  required: ["dataset"],
  definitions: {
    Model: { title: "Model", enum: ["linear", "forest", "boosted"], type: "string" },
    Optimizer: {
      title: "Optimizer",
      type: "object",
      required: ["name"],
      properties: {
        name: { title: "Name", type: "string" },
        learning_rate: { title: "Learning Rate", type: "number", minimum: 0, maximum: 1, default: 0.1 },
        momentum: { title: "Momentum", anyOf: [{ type: "number" }, { type: "null" }], default: null },
      },
    },
  },
  properties: {
    dataset: { title: "dataset", type: "string", position: 0 },
    model: { title: "model", allOf: [{ $ref: "#/definitions/Model" }], default: "forest", position: 1 },
    start_date: { title: "start_date", type: "string", format: "date", default: "2026-01-31", position: 2 },
    run_at: {
      title: "run_at",
      type: "string",
      format: "date-time",
      position: 3,
      default: "2026-02-01T04:30:00.123456+02:00",
    },
    epochs: { title: "epochs", type: "integer", minimum: 1, maximum: 1000, default: 10, position: 4 },
    dropout: { title: "dropout", type: "number", minimum: 0, maximum: 1, default: 0.25, position: 5 },
    optimizer: {
      title: "optimizer",
      allOf: [{ $ref: "#/definitions/Optimizer" }],
      position: 6,
      default: { name: "adam", learning_rate: 0.01, momentum: null },
    },
    features: {
      title: "features",
      type: "array",
      items: { type: "string" },
      position: 7,
      default: ["distance", "hour", "a, b"],
    },
    layers: { title: "layers", type: "array", items: { type: "integer" }, default: [64, 32], position: 8 },
    note: { title: "note", anyOf: [{ type: "string" }, { type: "null" }], default: null, position: 9 },
    labels: {
      title: "labels",
      type: "object",
      additionalProperties: { type: "string" },
      position: 10,
      default: { team: "ml", "cost centre": "12" },
    },
    dry_run: { title: "dry_run", type: "boolean", default: false, position: 11 },
  },
} as const;

/** What the form sends when nothing but the data set is given. */
export const TRAINING_DEFAULTS: Readonly<Record<string, unknown>> = Object.fromEntries(
  Object.entries(TRAINING_SCHEMA.properties).flatMap(([name, property]) =>
    "default" in property ? [[name, property.default]] : [],
  ),
);
