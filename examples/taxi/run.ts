// Runs the whole pipeline, twice and in both languages, against services that it finds or starts, and serves its model:
//
// npm run example:taxi [-- --rows 20000 --boost-rounds 50 --port 4200 --once]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { announceSuccess } from "./announce-success.ts";
import { type Service, startService } from "./services/start-service.ts";
import { REEVE_COMMAND, startServices, TAXI_FOLDER, VIRTUAL_ENV } from "./services/start-services.ts";

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "20000" },
    "boost-rounds": { type: "string", default: "50" },
    port: { type: "string", default: "4200" },
    // Ends when all is done, in place of serving on.
    once: { type: "boolean", default: false },
  },
});
const boostRounds = values["boost-rounds"];
const TRIP = { PULocationID: 74, DOLocationID: 75, trip_distance: 1.9 };

const { promise: mailed, resolve: onMail } = Promise.withResolvers<string>();
say("Starting PostgreSQL, MLflow, an S3 server, a mail server and Reeve");
await using services = await startServices({ port: values.port, onMail });
Object.assign(process.env, services.environment);

say(`Making ${values.rows} trips, in the database and in a bucket`);
await announceSuccess(services.smtpPort, "you@example.org");
await python(
  "generate_trips.py",
  "--rows",
  values.rows,
  "--database-url",
  process.env.TAXI_DATABASE_URL!,
  "--folder",
  "data",
);
await python("fill_bucket.py");

say("Starting a worker, and deploying the flows for it");
await using _worker = await startService({
  name: "The worker",
  command: process.execPath,
  args: [REEVE_COMMAND, "worker", "start", "-p", "zoompool", "-t", "process"],
  cwd: TAXI_FOLDER,
  ready: /serves/,
});
await reeve("deploy", "--all");

for (const time of ["first", "second"] as const) {
  say(`Running the pipeline in Python, for the ${time} time`);
  await runDeployment("taxi-pipeline/taxi_daily", `boost_rounds=${boostRounds}`);
  say(`Running it in TypeScript, for the ${time} time`);
  await runDeployment("train-flow/taxi_typescript", `boostRounds=${boostRounds}`);
}
say("Running it on the files of the bucket");
await runDeployment("main-flow-s3/taxi_s3_data", `boost_rounds=${boostRounds}`);

say("Waiting for the mail that tells of the success");
console.log(/^Subject: .*$/m.exec(await mailed)?.[0]);

say("Serving the model, with Flask and with Fastify");
await using flask = await startService({
  name: "The service in Python",
  command: `${VIRTUAL_ENV}/bin/python`,
  args: ["serve_model.py", "--port", "0"],
  cwd: TAXI_FOLDER,
  ready: /Running on (http:\S+)/,
});
await using fastify = await startService({
  name: "The service in TypeScript",
  command: process.execPath,
  args: ["serve-model.ts", "--port", "0"],
  cwd: TAXI_FOLDER,
  ready: /served at (http:\S+)\/predict/,
});
for (const service of [flask, fastify]) console.log(`${service.url}/predict ${await predict(service)}`);

const ui = services.apiUrl.replace(/\/api$/, "");
console.log(`
What to look at:
  ${ui}/runs          every run: the second ones skip what has not changed
  ${ui}/deployments   press Run on taxi_daily, fill in the months, and watch it
  ${ui}/artifacts     the report of the model's error, duration-model-report
  ${ui}/automations   what sent the mail
  ${services.mlflowUrl}   the model and its runs in MLflow
  ${flask.url}/predict   the model, for a trip such as ${JSON.stringify(TRIP)}`);
if (!values.once) {
  console.log("\nCtrl-C stops all of it.");
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
}

function say(what: string): void {
  console.log(`\n▸ ${what} …`);
}

function python(program: string, ...args: string[]): Promise<void> {
  return run(`${VIRTUAL_ENV}/bin/python`, program, ...args);
}

function reeve(...args: string[]): Promise<void> {
  return run(process.execPath, REEVE_COMMAND, ...args);
}

function runDeployment(name: string, parameter: string): Promise<void> {
  return reeve("deployment", "run", name, "--param", parameter, "--watch");
}

/** Runs a program in the folder of the pipeline to its end; what does not end well ends all of this. */
async function run(command: string, ...args: string[]): Promise<void> {
  const child = spawn(command, args, { cwd: TAXI_FOLDER, stdio: "inherit" });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`${args.join(" ")} ended with code ${code}.`);
}

async function predict({ url }: Service): Promise<string> {
  const answer = await fetch(`${url}/predict`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(TRIP),
  });
  return answer.text();
}
