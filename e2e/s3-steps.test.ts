import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CommandHome, runReeve, startReeve } from "./support/reeve-command.ts";
import { type ReeveServer, startReeveServer } from "./support/reeve-server.ts";
import { runTypeScript } from "./support/run-program.ts";
import { S3_KEYS, type S3Server, startS3Server } from "./support/s3-server.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";

const temporary = makeTemporaryDirectory();
const project = join(temporary.path, "project");
let reeve: ReeveServer;
let s3: S3Server;
let where: CommandHome;

const CREDENTIALS = '"{{ prefect.blocks.aws-credentials.my-aws-creds }}"';
const PROJECT = `
push:
- prefect_aws.deployments.steps.push_to_s3:
    requires: prefect-aws
    bucket: code
    folder: projects/greeting
    credentials: ${CREDENTIALS}
pull:
- prefect_aws.deployments.steps.pull_from_s3:
    requires: prefect-aws
    bucket: "{{ push_to_s3.bucket }}"
    folder: "{{ push_to_s3.folder }}"
    credentials: ${CREDENTIALS}
deployments:
- name: from-s3
  entrypoint: flows/greet.ts:greet
  work_pool: { name: s3-pool }
- name: from-s3
  entrypoint: flows/greet.py:greet_python
  work_pool: { name: s3-pool }
`;

beforeAll(async () => {
  [reeve, s3] = await Promise.all([startReeveServer(join(temporary.path, "server")), startS3Server()]);
  await s3.makeBucket("code");
  const env = { ...S3_KEYS, AWS_ENDPOINT_URL: s3.url, AWS_DEFAULT_REGION: "us-east-1" };
  where = { apiUrl: reeve.apiUrl, home: join(temporary.path, "home"), directory: project, env };
  mkdirSync(join(project, "flows"), { recursive: true });
  const write = (path: string, text: string) => writeFileSync(join(project, path), text);
  write("prefect.yaml", PROJECT);
  write(".prefectignore", "*.log\n__pycache__/\n");
  write("notes.log", "not for the bucket");
  // Where it is fetched to there are no packages beside it.
  write(
    "flows/greet.ts",
    `import { flow } from "${import.meta.resolve("reeve")}";
     import { whom } from "./whom.ts";
     export const greet = flow("greet", { logPrints: true }, () => console.log("Hello " + whom));`,
  );
  write("flows/whom.ts", 'export const whom = "from the bucket";');
  write(
    "flows/greet.py",
    'from prefect import flow\n\n@flow(log_prints=True)\ndef greet_python():\n    print("Hello from Python in the bucket")\n',
  );
  const home = { apiUrl: reeve.apiUrl, directory: where.home, env };
  expect((await runTypeScript("e2e/programs/create-s3-bucket-block.ts", [], home).ended).code).toBe(0);
});

afterAll(async () => {
  await Promise.all([reeve[Symbol.asyncDispose](), s3[Symbol.asyncDispose]()]);
  temporary[Symbol.dispose]();
});

test("code is pushed to a bucket by `reeve deploy`, and fetched from it by runs of either language", {
  timeout: 90_000,
}, async () => {
  await using worker = startReeve(["worker", "start", "-p", "s3-pool", "-t", "process"], where);
  await worker.waitForOutput(/serves the work pool/);
  const deployed = await runReeve(["deploy", "--all"], where);
  expect(deployed).toMatchObject({ code: 0, stderr: "" });
  const { Contents = [] } = await s3.client.send(new ListObjectsV2Command({ Bucket: "code" }));
  expect(Contents.map(({ Key }) => Key)).toEqual(
    [".prefectignore", "flows/greet.py", "flows/greet.ts", "flows/whom.ts", "prefect.yaml"].map(
      (path) => `projects/greeting/${path}`,
    ),
  );
  const watched = await Promise.all(
    ["greet/from-s3", "greet-python/from-s3"].map((name) =>
      runReeve(["deployment", "run", name, "--watch"], where),
    ),
  );
  for (const [index, greeting] of ["Hello from the bucket", "Hello from Python in the bucket"].entries()) {
    const { code, stdout, stderr } = watched[index]!;
    expect(stdout + stderr).toContain(greeting);
    expect(code).toBe(0);
  }
  const listed = await fetch(`${reeve.apiUrl}/deployments/filter`, { method: "POST" });
  // The deployments name the block; what is in it is read where the flow runs.
  const text = await listed.text();
  expect(text).toContain("prefect.blocks.aws-credentials.my-aws-creds");
  expect(text).not.toContain(S3_KEYS.AWS_SECRET_ACCESS_KEY);
});

test("inputs that are not right are named", async () => {
  const folder = join(temporary.path, "wrong");
  mkdirSync(folder);
  const step = "- push_to_s3:\n    folder: 1\n";
  writeFileSync(join(folder, "reeve.yaml"), `push:\n${step}`);
  writeFileSync(join(folder, "flow.ts"), 'export { greet } from "../project/flows/greet.ts";');
  await runReeve(["work-pool", "create", "other"], where);
  const failed = await runReeve(["deploy", "flow.ts:greet", "-n", "wrong", "-p", "other"], {
    ...where,
    directory: folder,
  });
  expect(failed.code).toBe(1);
  expect(failed.stderr).toMatch(/^The step push_to_s3 failed: .*"bucket": .*"folder": .*\n$/);
});
