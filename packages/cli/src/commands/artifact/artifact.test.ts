import { expect, test } from "vitest";
import { reeveOnServer } from "../../../test/reeve-on-server.ts";
import type { Finished } from "../../../test/reeve-process.ts";

const here = reeveOnServer();
const reeve = (...args: string[]): Promise<Finished> => here.reeve("artifact", ...args);
const report = async (key: string | null, data: string) =>
  (await here.client.createArtifact({ body: { key, type: "markdown", data, description: "How good it is" } }))
    .id;

const idsOf = ({ stdout }: Finished): string[] => JSON.parse(stdout).map(({ id }: { id: string }) => id);

test("artifacts are listed with the latest of each key or all, and shown with their versions", async () => {
  const [first, second] = [await report("rmse", "# RMSE\n\n5.20"), await report("rmse", "# RMSE\n\n4.90")];
  const keyless = await report(null, "of no key");
  const [latest, all, ofKey, versions, ofId] = await Promise.all([
    reeve("ls"),
    reeve("ls", "--all", "--json"),
    reeve("inspect", "rmse"),
    reeve("inspect", "rmse", "--json"),
    reeve("inspect", keyless),
  ]);
  expect(latest.stdout).toMatch(new RegExp(`^rmse +markdown +How good it is +\\S+.* ${second}$`, "m"));
  for (const id of [first, keyless]) expect(latest.stdout).not.toContain(id);
  expect(idsOf(all)).toEqual([keyless, second, first]);
  expect(ofKey.stdout).toContain("# RMSE\n\n4.90");
  expect(ofKey.stdout.indexOf(second)).toBeLessThan(ofKey.stdout.indexOf(first));
  expect(idsOf(versions)).toEqual([second, first]);
  expect(ofId.stdout).toContain("of no key");
});

test("one version is deleted by its id, all by their key", async () => {
  const [first, second] = [await report("old", "1"), await report("old", "2")];
  expect((await reeve("delete", "--id", second)).stdout).toBe(`The artifact ${second} is deleted.\n`);
  expect((await here.client.getLatestArtifact({ params: { key: "old" } })).data).toBe("1");
  expect((await reeve("delete", "old")).stdout).toBe('The artifact "old" (1 version) is deleted.\n');
  expect(await reeve("inspect", first)).toMatchObject({
    code: 1,
    stderr: `There is no artifact "${first}"; "reeve artifact ls" lists them.\n`,
  });
});
