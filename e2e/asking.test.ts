import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromRoot } from "../scripts/set-up/root.mjs";
import { answerReeve } from "./support/reeve-at-terminal.ts";
import { type CommandHome, runReeve } from "./support/reeve-command.ts";
import { type ReeveServer, startReeveServer } from "./support/reeve-server.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";

const temporary = makeTemporaryDirectory();
let server: ReeveServer;
let where: CommandHome;

const FLOW = `import { flow } from "reeve";\n\nexport const greet = flow("greet", async () => "hello");\n`;

beforeAll(async () => {
  const directory = join(temporary.path, "project");
  mkdirSync(join(directory, "node_modules"), { recursive: true });
  symlinkSync(fromRoot("node_modules/reeve"), join(directory, "node_modules/reeve"));
  writeFileSync(join(directory, "greet.ts"), FLOW);
  server = await startReeveServer(join(temporary.path, "server"));
  where = { apiUrl: server.apiUrl, home: join(temporary.path, "home"), directory };
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  temporary[Symbol.dispose]();
});

test("`reeve init` asks for a recipe and what the recipe needs; without a terminal it says what is missing", async () => {
  const { code, output, unasked } = await answerReeve(["init", "--reeve"], where, [
    ["Which recipe \\[local\\]: ", "nonsense"],
    ["Which recipe \\[local\\]: ", "3"],
    ["The name of the image", "registry.local/greet"],
    ["The tag of the image \\[latest\\]: ", ""],
  ]);
  expect({ code, unasked }, output).toEqual({ code: 0, unasked: [] });
  for (const recipe of ["local", "git", "docker", "s3"])
    expect(output).toMatch(new RegExp(`\\d  ${recipe} +\\w`));
  expect(output).toContain("Wrote .reeveignore, deployment.yaml, reeve.yaml, .reeve/ to");
  const text = readFileSync(join(where.directory, "reeve.yaml"), "utf8");
  expect(text).toContain("image_name: registry.local/greet");
  expect(text).toContain("tag: latest");
  const alone = await runReeve(["init", "--recipe", "s3"], where);
  expect(alone).toMatchObject({
    code: 1,
    stderr: 'The recipe s3 needs "bucket"; give it as --field bucket=VALUE.\n',
  });
});

test("`reeve deploy` asks for what it is not told, and then says how to go on", async () => {
  const missing = await runReeve(["deploy"], where);
  expect(missing).toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringMatching(/^Name the flow .*\n$/),
  });
  for (const name of ["first", "second"]) {
    expect(await runReeve(["work-pool", "create", name], where)).toMatchObject({ code: 0 });
  }
  writeFileSync(join(where.directory, "reeve.yaml"), "name: greet\n");
  const { code, output, unasked } = await answerReeve(["deploy"], where, [
    ["The file and the flow in it.*: ", "greet.ts:greet"],
    ["The deployment's name \\[default\\]: ", "asked"],
    ["Which work pool \\[first\\]: ", "second"],
  ]);
  expect({ code, unasked }, output).toEqual({ code: 0, unasked: [] });
  expect(output).toMatch(/Deployed\S* \S*greet\/asked\S* to the work pool second\./);
  expect(output).toContain("reeve worker start -p second");
  expect(output).toContain("reeve deployment run 'greet/asked'");
  const inspected = await runReeve(["deployment", "inspect", "greet/asked", "--json"], where);
  expect(JSON.parse(inspected.stdout)).toMatchObject({
    entrypoint: "greet.ts:greet",
    work_pool_name: "second",
  });
});
