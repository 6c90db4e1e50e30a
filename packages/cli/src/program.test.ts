import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BIN, type Finished, finished, spawnReeve, temporaryHome } from "../test/reeve-process.ts";

let home: ReturnType<typeof temporaryHome>;
beforeEach(() => {
  home = temporaryHome();
});
afterEach(() => home[Symbol.dispose]());

const reeve = (args: string[], env: Record<string, string> = {}): Promise<Finished> =>
  finished(spawnReeve(args, { REEVE_HOME: home.path, ...env }));

const failure = (stderr: string) => ({ code: 1, stdout: "", stderr: `${stderr}\n` });

describe("help", () => {
  test.each([[[]], [["--help"]], [["flow-run"]], [["flow-run", "--help"]], [["help", "server"]]])(
    "%j shows commands on standard output",
    async (args) => {
      const { code, stdout, stderr } = await reeve(args);
      expect(stdout).toMatch(/^Usage: reeve/);
      expect(stdout).toContain("Commands:");
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    },
  );
});

describe("a mistake in the arguments", () => {
  test.each([
    [["flw", "ls"], "Unknown command 'flw'; did you mean flow?"],
    [["flow-run", "lss"], "Unknown command 'lss'; did you mean ls?"],
    [["flow-run", "ls", "--limi", "3"], "Unknown option '--limi'; did you mean --limit?"],
    [["flow-run", "inspect"], "Missing required argument 'flow-run'; see \"reeve flow-run inspect --help\"."],
    [["flow-run", "ls", "--limit", "x"], '"x" is not a whole number of 0 or more.'],
    [["flow-run", "ls", "--state-type", "runing"], '"runing" is not a type of state; did you mean RUNNING?'],
    [["--profile", "nix", "config", "view"], expect.stringContaining('There is no profile "nix"')],
  ])("%j is answered in one sentence", async (args, sentence) => {
    const { code, stdout, stderr } = await reeve(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr.trimEnd()).toEqual(sentence);
  });
});

describe("config and profile", () => {
  test("a setting is stored under its first name, shown with its source, and removed again", async () => {
    const set = await reeve([
      "config",
      "set",
      "PREFECT_API_URL=http://host:4200/api",
      "REEVE_API_AUTH_STRING=u:secret",
    ]);
    expect(set.stdout).toBe(
      'Set REEVE_API_URL to "http://host:4200/api" in the profile "default".\n' +
        'Set REEVE_API_AUTH_STRING to "********" in the profile "default".\n',
    );
    expect(readFileSync(join(home.path, "profiles.toml"), "utf8")).toContain(
      'REEVE_API_URL = "http://host:4200/api"',
    );
    const view = await reeve(["config", "view"], { PREFECT_LOGGING_LEVEL: "debug" });
    expect(view.stdout).toMatch(/^REEVE_API_URL +http:\/\/host:4200\/api +profile$/m);
    expect(view.stdout).toMatch(/^REEVE_LOGGING_LEVEL +DEBUG +environment \(PREFECT_LOGGING_LEVEL\)$/m);
    expect(view.stdout).not.toContain("secret");
    expect((await reeve(["config", "unset", "PREFECT_API_URL"])).code).toBe(0);
    expect(JSON.parse((await reeve(["config", "view", "--json"])).stdout).settings).toEqual({
      REEVE_API_AUTH_STRING: { value: "********", source: "profile" },
    });
  });

  test("nothing is stored when one of several settings is wrong or unknown", async () => {
    expect(
      await reeve(["config", "set", "REEVE_LOGGING_LEVEL=DEBUG", "REEVE_API_ULR=http://host/api"]),
    ).toEqual({
      ...failure("There is no setting REEVE_API_ULR; did you mean REEVE_API_URL?"),
      signal: null,
    });
    const wrong = await reeve(["config", "set", "REEVE_LOGGING_LEVEL=DEBUG", "REEVE_API_URL=host"]);
    expect(wrong.stderr).toContain('REEVE_API_URL is "host", but must be a URL');
    expect((await reeve(["config", "view", "--json"])).stdout).toContain('"settings": {}');
  });

  test("profiles are made, chosen, listed, inspected and deleted", async () => {
    await reeve(["config", "set", "REEVE_API_URL=http://one/api"]);
    await reeve(["profile", "create", "two", "--from", "default"]);
    await reeve(["profile", "use", "two"]);
    await reeve(["config", "set", "REEVE_API_URL=http://two/api"]);
    expect(JSON.parse((await reeve(["profile", "ls", "--json"])).stdout)).toEqual([
      { name: "default", active: false, settings: 1 },
      { name: "two", active: true, settings: 1 },
    ]);
    expect((await reeve(["profile", "inspect"])).stdout).toContain("http://two/api");
    expect((await reeve(["profile", "inspect", "default"])).stdout).toContain("http://one/api");
    expect((await reeve(["profile", "delete", "two"])).stderr).toContain("is the active profile");
    expect((await reeve(["profile", "delete", "default"])).code).toBe(0);
  });
});

describe("the command itself", () => {
  test("can be reached through symbolic links", async () => {
    const link = join(home.path, "reeve");
    symlinkSync(BIN, link);
    const { execFileSync } = await import("node:child_process");
    const stdout = execFileSync(link, ["version", "--json"], { encoding: "utf8" });
    expect(JSON.parse(stdout)).toMatchObject({ api: "0.8.4", compatible_with: "prefect 3.9.1" });
  });

  test("ends quietly when its reader has seen enough", async () => {
    const child = spawnReeve(["config", "view", "--show-defaults", "--json"], { REEVE_HOME: home.path });
    child.stdout?.destroy();
    expect(await finished(child)).toMatchObject({ code: 0, stderr: "" });
  });
});
