import { expect, test } from "vitest";
import { reeveOnServer } from "../../../test/reeve-on-server.ts";
import type { Finished } from "../../../test/reeve-process.ts";

const here = reeveOnServer();
const reeve = (...args: string[]): Promise<Finished> => here.reeve("variable", ...args);

test("a variable is set to JSON or text, and replaced only on request, with its tags kept", async () => {
  const set = await reeve("set", "limits", '{"rmse": 5.5}', "--tag", "model", "--tag", "taxi");
  expect(set.stdout).toBe('The variable "limits" is set to {"rmse":5.5}.\n');
  expect(await reeve("set", "limits", "six")).toMatchObject({
    code: 1,
    stderr: 'There is a variable "limits" already; replace its value with --overwrite.\n',
  });
  const replaced = await reeve("set", "limits", "six", "--overwrite", "--json");
  expect(JSON.parse(replaced.stdout)).toMatchObject({ value: "six", tags: ["model", "taxi"] });
});

test("variables are listed, and read with and without what is around the value", async () => {
  await here.client.createVariable({ body: { name: "region", value: "eu", tags: ["model"] } });
  await here.client.createVariable({ body: { name: "zones", value: [1, 2] } });
  const [listed, json, text, quoted, list, inspected] = await Promise.all([
    reeve("ls"),
    reeve("ls", "--json"),
    reeve("get", "region"),
    reeve("get", "region", "--json"),
    reeve("get", "zones"),
    reeve("inspect", "region"),
  ]);
  expect(listed.stdout).toMatch(/^region +eu +model +\S+/m);
  expect(JSON.parse(json.stdout)).toEqual(
    expect.arrayContaining([expect.objectContaining({ name: "zones", value: [1, 2] })]),
  );
  expect([text, quoted, list].map(({ stdout }) => stdout)).toEqual(["eu\n", '"eu"\n', "[1,2]\n"]);
  expect(inspected.stdout).toMatch(/^Tags +model$/m);
});

test("a variable is unset, and what is not there or cannot be a name is told in one sentence", async () => {
  await here.client.createVariable({ body: { name: "old", value: 1 } });
  expect((await reeve("unset", "old")).stdout).toBe('The variable "old" is deleted.\n');
  expect(await reeve("get", "old")).toMatchObject({
    code: 1,
    stdout: "",
    stderr: 'There is no variable "old"; "reeve variable ls" lists them.\n',
  });
  const { code, stdout, stderr } = await reeve("set", "Not A Name", "1");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^.+\.\n$/);
});
