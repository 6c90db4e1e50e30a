import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ReeveServer, spawnReeveServer, startReeveServer } from "./support/reeve-server.ts";
import { type PrefectCommand, runPrefect } from "./support/run-prefect.ts";
import { outcomeOf, type ProgramHome, runPython } from "./support/run-program.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";

// What comes with the server, in the version of the installed client.
const KNOWN_FROM_THE_START = [
  "custom-webhook",
  "discord-webhook",
  "local-file-system",
  "mattermost-webhook",
  "ms-teams-webhook",
  "opsgenie-webhook",
  "pager-duty-webhook",
  "remote-file-system",
  "secret",
  "sendgrid-email",
  "slack-webhook",
  "smb",
  "twilio-sms",
  "webhook",
];

const directory = makeTemporaryDirectory();
const client = makeTemporaryDirectory();
let reeve: ReeveServer;
let home: ProgramHome;

beforeAll(async () => {
  reeve = await startReeveServer(directory.path);
  home = { apiUrl: reeve.apiUrl, directory: client.path };
});

afterAll(async () => {
  await reeve[Symbol.asyncDispose]();
  directory[Symbol.dispose]();
  client[Symbol.dispose]();
});

// Each is run once, by whoever of its tests comes first.
let saved: Promise<unknown> | undefined;
const saveBlocks = () => (saved ??= outcomeOf(runPython("e2e/programs/save_blocks.py", [], home)));
const results = join(client.path, "results");
let madeArtifacts: ReturnType<typeof outcomeOf> | undefined;
const makeArtifacts = () =>
  (madeArtifacts ??= outcomeOf(runPython("e2e/programs/make_artifacts.py", [results], home)));

const ended = (commands: readonly PrefectCommand[]) => commands.map(({ code }) => code);

describe("blocks", () => {
  test("of every type of the installed packages are registered, saved and loaded", {
    timeout: 120_000,
  }, async () => {
    const blocks: { slug: string; known: boolean; of_client: unknown; of_server: unknown }[] =
      await outcomeOf(runPython("e2e/programs/every_block_type.py", [], home));
    for (const { slug, of_client, of_server, known, ...outcome } of blocks) {
      expect(of_server, slug).toEqual(of_client);
      expect(outcome, slug).toEqual({ loaded: true, shown: false });
      if (KNOWN_FROM_THE_START.includes(slug)) expect(known, slug).toBe(true);
    }
    expect(blocks.map(({ slug }) => slug)).toEqual(
      expect.arrayContaining([...KNOWN_FROM_THE_START, "s3-bucket", "docker-host", "sqlalchemy-connector"]),
    );
  });

  test("are saved, loaded, overwritten, deleted, nested and named in job variables", async () => {
    expect(await saveBlocks()).toEqual({
      system: {
        text: "kept from all",
        structured: { a: [1, 2.5, null], b: { c: true } },
        webhook: ["PUT", "https://example.com/hook", { token: "hush" }, false],
        files: "/tmp/somewhere",
      },
      own: {
        text: "äöü 😀",
        moment: "2026-02-03T04:05:06.789012+00:00",
        numbers: ["2.0", "1", "1.0"],
        details: { whole: 1, part: 1, none: null, list: [0.1] },
      },
      overwriting: { refused: true, after: ["thrice", { a: 1 }], deleted: true },
      nested: {
        login: ["hush", { api: { key: "also" } }],
        spare: "unsaved",
        source: ["Note", "where from"],
        others: ["y"],
        after: "changed",
      },
      job_variables: {
        token: "kept from all",
        part: true,
        region: { name: "eu", zones: [1, 2] },
        text: "in {'name': 'eu', 'zones': [1, 2]}",
      },
    });
  });

  test("leave no secret in the files of a server, nor in what it prints", async () => {
    using own = makeTemporaryDirectory();
    await using server = spawnReeveServer(own.path, ["--port", "0", "--verbose"]);
    const [apiUrl] = await server.waitForOutput(/http:\/\/\S+:\d+\/api\b/);
    const program = runPython("e2e/programs/save_blocks.py", [], { apiUrl, directory: client.path });
    expect((await program.ended).code).toBe(0);
    server.kill("SIGTERM");
    const { stdout, stderr } = await server.ended;
    const secrets = ["kept from all", "https://example.com/hook", "unsaved"];
    const shownIn = (text: string) => secrets.filter((secret) => text.includes(secret));
    expect(shownIn(stdout + stderr)).toEqual([]);
    const files = readdirSync(own.path).filter((name) => name !== "encryption-keys");
    expect(files).toContain("reeve.db");
    for (const name of files) expect(shownIn(readFileSync(join(own.path, name), "latin1")), name).toEqual([]);
    expect(statSync(join(own.path, "encryption-keys")).mode & 0o777).toBe(0o600);
  });

  test("are handled by `prefect block` and `prefect block type`", async () => {
    await saveBlocks();
    const commands = await runPrefect(
      home,
      ["block", "register", "-m", "prefect_aws"],
      ["block", "ls"],
      ["block", "inspect", "secret/text"],
      ["block", "delete", "note/source"],
      ["block", "inspect", "note/source"],
      ["block", "create", "s3-bucket"],
      ["block", "type", "ls"],
      ["block", "type", "inspect", "s3-bucket"],
      ["block", "type", "delete", "note"],
      ["block", "type", "delete", "secret"],
    );
    const [registered, listed, inspected, , , created, types, type] = commands;
    expect(ended(commands)).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
    for (const name of ["AWS Credentials", "MinIO Credentials", "S3 Bucket"]) {
      expect(registered?.stdout).toContain(name);
    }
    expect(registered?.stdout).toContain(`${reeve.url}/blocks/catalog`);
    expect(listed?.stdout).toContain("secret/text");
    expect(inspected?.stdout).toContain("********");
    expect(inspected?.stdout).not.toContain("kept from all");
    expect(created?.stdout).toContain(`${reeve.url}/blocks/catalog/s3-bucket/create`);
    for (const slug of ["s3-bucket", "secret", "slack-webhook"]) expect(types?.stdout).toContain(slug);
    expect(type?.stdout).toContain("bucket_name");
  });
});

test("variables are handled by `prefect variable`", async () => {
  const commands = await runPrefect(
    home,
    ["variable", "set", "threshold", '{"limit": 2.0, "names": ["a"]}', "--tag", "model"],
    ["variable", "get", "threshold"],
    ["variable", "set", "threshold", "5"],
    ["variable", "set", "threshold", "5", "--overwrite"],
    ["variable", "inspect", "threshold"],
    ["variable", "ls"],
    ["variable", "unset", "threshold"],
    ["variable", "get", "threshold"],
  );
  expect(ended(commands)).toEqual([0, 0, 1, 0, 0, 0, 0, 1]);
  const [, first, , , inspected, listed] = commands;
  expect(first?.stdout).toContain('{"limit": 2.0, "names": ["a"]}');
  expect(inspected?.stdout).toMatch(/name='threshold'[\s\S]*value=5/);
  expect(listed?.stdout).toMatch(/threshold.* 5 /);
});

describe("artifacts", () => {
  test("of all kinds are made by flows, and results are kept in the blocks that are chosen for them", async () => {
    const outcome = await makeArtifacts();
    expect(outcome).toMatchObject({
      latest: [outcome.made.markdown[1], "# RMSE\n\n4.50", "How good the model is"],
      chosen: { result: { sum: 3 }, block: outcome.blocks[0] },
      default: { result: { by: "default" }, block: outcome.blocks[1] },
      files: { chosen: 2, default: 1 },
    });
    const read = async (id: string) => (await fetch(`${reeve.apiUrl}/artifacts/${id}`)).json();
    const { markdown, progress, table, link, image } = outcome.made;
    expect(await read(markdown[0])).toMatchObject({ type: "markdown", data: "# RMSE\n\n5.00" });
    expect((await read(markdown[0])).task_run_id).toEqual(expect.any(String));
    expect(await read(progress[0])).toMatchObject({ type: "progress", data: 62.5 });
    expect(await read(table[0])).toMatchObject({ type: "table", key: "numbers" });
    expect(await read(link[0])).toMatchObject({ key: null, data: "[There](https://example.com)" });
    expect(await read(image[0])).toMatchObject({ type: "image", data: "https://example.com/a.png" });
  });

  test("are handled by `prefect artifact`", async () => {
    const { made } = await makeArtifacts();
    const commands = await runPrefect(
      home,
      ["artifact", "ls"],
      ["artifact", "ls", "--all", "--output", "json"],
      ["artifact", "inspect", "duration-model-report"],
      ["artifact", "delete", "--id", made.markdown[1]],
      ["artifact", "ls"],
      ["artifact", "delete", "picture"],
      ["artifact", "inspect", "picture"],
    );
    expect(ended(commands)).toEqual([0, 0, 0, 0, 0, 0, 1]);
    const [latest, all, inspected, , afterwards] = commands;
    expect(latest?.stdout).toContain(made.markdown[1]);
    expect(latest?.stdout).not.toContain(made.markdown[0]);
    const ids = JSON.parse(all?.stdout ?? "").map(({ id }: { id: string }) => id);
    expect(ids).toEqual(expect.arrayContaining(Object.values<string[]>(made).flat()));
    for (const id of made.markdown) expect(inspected?.stdout).toContain(id);
    expect(afterwards?.stdout).toContain(made.markdown[0]);
  });
});
