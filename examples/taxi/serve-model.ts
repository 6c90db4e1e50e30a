// Serves the newest model of MLflow over HTTP: POST /predict with a trip answers how long it takes.
//
// node serve-model.ts [--port 9697]
import { parseArgs } from "node:util";
import fastify from "fastify";
import { DurationModel, type Trip } from "./duration-model.ts";
import { MlflowClient } from "./mlflow-client.ts";

const TRIP = {
  type: "object",
  required: ["PULocationID", "DOLocationID", "trip_distance"],
  properties: {
    PULocationID: { type: "integer" },
    DOLocationID: { type: "integer" },
    trip_distance: { type: "number", minimum: 0 },
  },
};

const { values } = parseArgs({ options: { port: { type: "string", default: "9697" } } });
const model = await DurationModel.loadNewest(
  new MlflowClient(process.env.MLFLOW_TRACKING_URI ?? "http://127.0.0.1:5000"),
);
const server = fastify();
server.post<{ Body: Trip }>("/predict", { schema: { body: TRIP } }, ({ body }) => ({
  duration: model.predict(body),
  model_version: model.version,
}));
const address = await server.listen({ port: Number(values.port), host: "127.0.0.1" });
console.log(`Version ${model.version} of the model is served at ${address}/predict, Ctrl-C stops.`);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void server.close());
