import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { type Client, createClient } from "@reeve/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromRoot } from "../scripts/set-up/root.mjs";
import { launchBrowser, noBrowserReason } from "./support/browser.ts";
import { runReeve } from "./support/reeve-command.ts";
import { type ReeveServer, spawnReeveServer, startReeveServer } from "./support/reeve-server.ts";
import { outcomeOf, type ProgramHome, runPython, runTypeScript } from "./support/run-program.ts";
import { S3_KEYS, type S3Server, startS3Server } from "./support/s3-server.ts";
import { spawnProcess } from "./support/spawn-process.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";
import { openWatchedPage } from "./support/watched-page.ts";

// As the programs name them.
const BUCKET = "zoomcamp-mlops-prefect-bucket";
const MONTHS = ["2021-01", "2021-02"];

const directory = makeTemporaryDirectory();
const clients = makeTemporaryDirectory();
let reeve: ReeveServer;
let s3: S3Server;
let client: Client;
let home: ProgramHome;

beforeAll(async () => {
  [reeve, s3] = await Promise.all([startReeveServer(directory.path), startS3Server()]);
  client = createClient({ apiUrl: reeve.apiUrl });
  // Both SDKs of Amazon's take the address of their services from the environment.
  const env = { ...S3_KEYS, AWS_ENDPOINT_URL: s3.url, AWS_DEFAULT_REGION: "us-east-1" };
  home = { apiUrl: reeve.apiUrl, directory: clients.path, env };
  await s3.makeBucket(BUCKET);
  for (const month of MONTHS) {
    const trips = Array.from({ length: 50 }, (_, n) => `${n % 9},${(n % 9) * 3 + 5 + (n % 2)}`);
    const body = { Bucket: BUCKET, Key: `data/green_tripdata_${month}.csv` };
    await s3.client.send(new PutObjectCommand({ ...body, Body: `distance,duration\n${trips.join("\n")}\n` }));
  }
});

afterAll(async () => {
  client[Symbol.dispose]();
  await Promise.all([reeve[Symbol.asyncDispose](), s3[Symbol.asyncDispose]()]);
  directory[Symbol.dispose]();
  clients[Symbol.dispose]();
});

/** Runs a program in a folder of its own, as its data are downloaded to where it runs. */
async function runIn(name: string, program: string): Promise<string> {
  const folder = join(clients.path, name);
  mkdirSync(folder);
  const isPython = program.endsWith(".py");
  const [command, sdk] = isPython
    ? [fromRoot(".venv/test/bin/python"), "PREFECT"]
    : [process.execPath, "REEVE"];
  const env = { ...home.env, [`${sdk}_API_URL`]: reeve.apiUrl, [`${sdk}_HOME`]: clients.path };
  const { code, stderr } = await spawnProcess(command, [fromRoot(program)], env, folder).ended;
  expect(code, stderr).toBe(0);
  expect(readdirSync(join(folder, "data")).sort()).toEqual(
    MONTHS.map((month) => `green_tripdata_${month}.csv`),
  );
  return readFileSync(join(folder, "data", `green_tripdata_${MONTHS[0]}.csv`), "utf8");
}

const documents = async () => {
  const read = async (slug: string, name: string) => {
    const params = { slug, block_document_name: name };
    const found = await client.getBlockDocumentByName({ params, query: { include_secrets: true } });
    const nested = Object.entries(found.block_document_references).map(([field, { block_document }]) => [
      field,
      (block_document as { id: string }).id,
    ]);
    return { data: found.data, nested, checksum: found.block_schema?.checksum };
  };
  return [await read("aws-credentials", "my-aws-creds"), await read("s3-bucket", "s3-bucket-block")];
};

test("`reeve block register -m prefect_aws` makes the types known as Prefect's client knows them", async () => {
  const where = { apiUrl: reeve.apiUrl, home: clients.path, directory: clients.path };
  const { code, stdout, stderr } = await runReeve(["block", "register", "-m", "prefect_aws"], where);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  for (const name of ["AWS Credentials", "AWS Secret", "ECS Task", "MinIO Credentials", "S3 Bucket"]) {
    expect(stdout).toMatch(new RegExp(`^${name}$`, "m"));
  }
  expect(stdout).toContain("Successfully registered 5 blocks");
  expect(stdout).toContain(`${reeve.url}/blocks/catalog`);

  type Known = { name: string; checksum: string; capabilities: string[]; fields: object };
  const known: Record<string, Known> = await outcomeOf(
    runPython("e2e/programs/aws_block_schemas.py", [], home),
  );
  for (const [slug, { name, ...ofPython }] of Object.entries(known)) {
    const { id, name: registered } = await client.getBlockTypeBySlug({ params: { slug } });
    expect(registered).toBe(name);
    const body = { block_schemas: { block_type_id: { any_: [id] } } };
    for (const { checksum, capabilities, fields } of await client.listBlockSchemas({ body })) {
      expect({ checksum, capabilities: capabilities.toSorted(), fields }, slug).toEqual(ofPython);
    }
  }

  const { stdout: listed } = await runReeve(["block", "type", "ls"], where);
  expect(listed).toMatch(/^ecs-task +ECS Task/m);
});

test("blocks that one language saves are the other's, down to the document, and its flow works on their bucket", {
  timeout: 120_000,
}, async () => {
  const saved = async (program: string) => {
    const run = program.endsWith(".py") ? runPython : runTypeScript;
    expect((await run(program, [], home).ended).code).toBe(0);
    return documents();
  };
  const ofPython = await saved("e2e/programs/create_s3_bucket_block.py");
  const byTypeScript = await runIn("typescript", "e2e/programs/orchestrate-s3.ts");
  const ofTypeScript = await saved("e2e/programs/create-s3-bucket-block.ts");
  expect(ofTypeScript).toEqual(ofPython);
  const byPython = await runIn("python", "e2e/programs/orchestrate_s3.py");
  expect(byPython).toBe(byTypeScript);

  const artifacts = { key: { any_: ["duration-model-report"] } };
  const reports = await client.listArtifacts({ body: { artifacts, sort: "CREATED_DESC" } });
  expect(reports).toHaveLength(2);
  const [newer, older] = reports;
  expect(newer?.data).toBe(older?.data);
  expect(newer?.data).toMatch(/^# RMSE Report\n[\s\S]*\| \d{4}-\d\d-\d\d \| 0\.50 \|\n$/);
  for (const { flow_run_id } of reports) {
    const { state_type } = await client.getFlowRun({ params: { id: flow_run_id! } });
    expect(state_type).toBe("COMPLETED");
  }
});

test.skipIf(noBrowserReason)(
  "the report of the flow that ran is a page with its headings and its table",
  async () => {
    const artifacts = { key: { any_: ["duration-model-report"] } };
    const [report] = await client.listArtifacts({ body: { artifacts, sort: "CREATED_DESC" } });
    await using browser = await launchBrowser();
    const { page, errors } = await openWatchedPage(browser);
    for (const path of [`/artifacts/key/duration-model-report`, `/artifacts/artifact/${report!.id}`]) {
      await page.goto(reeve.url + path);
      await page.getByRole("heading", { name: "RMSE Report" }).first().waitFor();
      for (const name of ["Summary", "RMSE XGBoost Model"]) {
        await page.getByRole("heading", { name }).first().waitFor();
      }
      const cells = page
        .getByRole("row")
        .filter({ hasText: /^\d{4}-\d\d-\d\d/ })
        .first()
        .getByRole("cell");
      expect(await cells.allTextContents()).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\d$/), "0.50"]);
    }
    expect(errors).toEqual([]);
  },
);

test("results are kept in a bucket, where the other language finds them", async () => {
  const there = { ...home, env: { ...home.env, SHARED_STORAGE: "s3-bucket/s3-bucket-block" } };
  expect((await runTypeScript("e2e/programs/create-s3-bucket-block.ts", [], there).ended).code).toBe(0);
  await outcomeOf(runTypeScript("e2e/programs/share-results.ts", ["write"], there));
  await s3.client.send(new HeadObjectCommand({ Bucket: BUCKET, Key: "sums/typescript" }));
  const sum = { total: 6, by: "TypeScript" };
  expect(await outcomeOf(runPython("e2e/programs/share_results.py", ["read"], there))).toMatchObject({
    task: sum,
    cached: ["Cached", sum],
  });
});

test("neither language leaves a secret in the server's files, nor in what anybody prints", async () => {
  using own = makeTemporaryDirectory();
  await using server = spawnReeveServer(own.path, ["--port", "0", "--verbose"]);
  const [apiUrl] = await server.waitForOutput(/http:\/\/\S+:\d+\/api\b/);
  const there = {
    ...home,
    apiUrl,
    env: { ...home.env, PREFECT_LOGGING_LEVEL: "DEBUG", REEVE_LOGGING_LEVEL: "DEBUG" },
  };
  const programs = await Promise.all([
    runPython("e2e/programs/create_s3_bucket_block.py", [], there).ended,
    runTypeScript("e2e/programs/create-s3-bucket-block.ts", [], there).ended,
  ]);
  const where = { apiUrl, home: clients.path, directory: clients.path };
  const shown = await runReeve(["block", "inspect", "s3-bucket/s3-bucket-block", "--json"], where);
  expect(shown.stdout).toContain(BUCKET);
  server.kill("SIGTERM");
  const printed = [...programs, shown, await server.ended].map(({ stdout, stderr }) => stdout + stderr);
  expect(programs.map(({ code }) => code)).toEqual([0, 0]);
  const secret = S3_KEYS.AWS_SECRET_ACCESS_KEY;
  expect(printed.filter((text) => text.includes(secret))).toEqual([]);
  const files = readdirSync(own.path, { recursive: true, encoding: "utf8" }).map((name) =>
    join(own.path, name),
  );
  expect(files).toContain(join(own.path, "reeve.db"));
  for (const file of files.filter((path) => statSync(path).isFile())) {
    expect(readFileSync(file, "latin1"), file).not.toContain(secret);
  }
});
