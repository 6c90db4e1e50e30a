import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { startMailServer } from "./start-mail-server.ts";
import { startPostgres } from "./start-postgres.ts";
import { type Service, type ServiceOptions, startService } from "./start-service.ts";

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The folder of the pipeline, in which its flows run. */
export const TAXI_FOLDER = fromHere("../");

/** The environment that has the Python packages of the pipeline. */
export const VIRTUAL_ENV = fromHere("../../../.venv/taxi");

/** The command line, to be run with Node.js. */
export const REEVE_COMMAND = fromHere("../../../packages/cli/src/main.ts");

/** All that the pipeline needs around it, ended when disposed of. */
export type Services = AsyncDisposable & {
  readonly apiUrl: string;
  readonly mlflowUrl: string;
  readonly smtpPort: number;
  /** By which its programs find the services. */
  readonly environment: Readonly<Record<string, string>>;
};

/**
 * Starts a database, MLflow, an S3 server, a mail server and Reeve; the database of `TAXI_DATABASE_URL` and the Reeve of
 * `REEVE_API_URL` are taken where they are named. Throws an Error that says why one cannot be started.
 */
export async function startServices(options: {
  port: string;
  onMail(message: string): void;
}): Promise<Services> {
  await using stack = new AsyncDisposableStack();
  const keep = async (starting: Promise<Service>) => stack.use(await starting);
  await mkdir(`${TAXI_FOLDER}data`, { recursive: true });
  const mail = stack.use(await startMailServer(options.onMail));
  const [postgres, mlflow, s3, reeve] = await Promise.all([
    keep(startPostgres()),
    keep(startService(mlflowServer)),
    keep(startService(s3Server)),
    keep(startReeve(options.port)),
  ]);
  const started = stack.move();
  return {
    apiUrl: reeve.url,
    mlflowUrl: mlflow.url,
    smtpPort: mail.port,
    environment: {
      REEVE_API_URL: reeve.url,
      PREFECT_API_URL: reeve.url,
      VIRTUAL_ENV,
      TAXI_DATABASE_URL: postgres.url,
      MLFLOW_TRACKING_URI: mlflow.url,
      AWS_ENDPOINT_URL: s3.url,
      AWS_ACCESS_KEY_ID: "example",
      AWS_SECRET_ACCESS_KEY: "example",
      AWS_DEFAULT_REGION: "us-east-1",
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

const mlflowServer: ServiceOptions = {
  name: "MLflow",
  command: `${VIRTUAL_ENV}/bin/mlflow`,
  args: [
    ...["server", "--host", "127.0.0.1", "--port", "0", "--workers", "1"],
    ...["--backend-store-uri", "sqlite:///data/mlflow.db", "--artifacts-destination", "data/mlflow"],
  ],
  // Its job queues, of which nothing here makes use, are five more processes.
  env: { MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false" },
  cwd: TAXI_FOLDER,
  ready: /Uvicorn running on (http:\/\/\S+)/,
};

const s3Server: ServiceOptions = {
  name: "The S3 server",
  command: `${VIRTUAL_ENV}/bin/moto_server`,
  args: ["--port", "0"],
  ready: /Running on (http:\/\/\S+)/,
};

async function startReeve(port: string): Promise<Service> {
  const url = process.env.REEVE_API_URL;
  if (url) return { url, async [Symbol.asyncDispose]() {} };
  return startService({
    name: "Reeve",
    command: process.execPath,
    args: [REEVE_COMMAND, "server", "start", "--port", port],
    ready: /(http:\/\/\S+\/api)\b/,
  });
}
