import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BlockDocument } from "@reeve/protocol";
import { beforeAll, describe, expect, test } from "vitest";
import { reeveOnServer } from "../../../test/reeve-on-server.ts";

const here = reeveOnServer();
const { reeve } = here;

let station: BlockDocument;
beforeAll(async () => {
  station = await createStation("north");
});
const uiUrl = () => here.apiUrl.replace(/\/api$/, "");

const FIELDS = {
  title: "Station",
  type: "object",
  properties: {
    city: { title: "City", type: "string", description: "Where it stands." },
    port: { title: "Port", anyOf: [{ type: "integer" }, { type: "null" }], default: null },
    key: { title: "Key", type: "string", format: "password" },
  },
  required: ["city", "key"],
  secret_fields: ["key"],
  block_type_slug: "station",
  block_schema_references: {},
};

async function createStation(name: string): Promise<BlockDocument> {
  const type = await here.client
    .createBlockType({ body: { name: "Station", slug: "station", description: "Measures the weather." } })
    .catch(() => here.client.getBlockTypeBySlug({ params: { slug: "station" } }));
  const schema = await here.client.createBlockSchema({ body: { block_type_id: type.id, fields: FIELDS } });
  const data = { city: "Oslo", key: "hush", port: 80 };
  const ids = { block_type_id: type.id, block_schema_id: schema.id };
  return here.client.createBlockDocument({ body: { name, data, ...ids } });
}

describe("block", () => {
  test("ls lists blocks by type and name, of one type on request, also as `blocks ls` and as JSON", async () => {
    const { code, stdout } = await reeve("blocks", "ls");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Block +Type +Updated +ID$/m);
    expect(stdout).toMatch(new RegExp(`^station/north +Station +\\S.* +${station.id}$`, "m"));
    const listed = JSON.parse((await reeve("block", "ls", "--type", "station", "--json")).stdout);
    expect(listed).toMatchObject([{ id: station.id, data: { city: "Oslo", key: "********" } }]);
    expect((await reeve("block", "ls", "--type", "nix")).stderr).toBe(
      'There is no type of blocks "nix"; "reeve block type ls" lists them.\n',
    );
  });

  test("inspect shows a block by its type and name or its id, and never a secret", async () => {
    for (const args of [["station/north"], [station.id], ["--id", station.id]]) {
      const { code, stdout } = await reeve("block", "inspect", ...args);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^city +Oslo$/m);
      expect(stdout).toMatch(/^key +\*{8}$/m);
      expect(stdout).toContain(`${uiUrl()}/blocks/block/${station.id}`);
    }
    expect((await reeve("block", "inspect", "station/north", "--json")).stdout).not.toContain("hush");
  });

  test("create says where to make a block", async () => {
    const { stdout } = await reeve("block", "create", "secret");
    expect(stdout).toBe(`Make a block of the type Secret at ${uiUrl()}/blocks/catalog/secret/create\n`);
    const { stdout: json } = await reeve("block", "create", "secret", "--json");
    expect(JSON.parse(json)).toEqual({ url: `${uiUrl()}/blocks/catalog/secret/create` });
  });

  test("delete takes a block away, and a mistake is answered in one sentence", async () => {
    await createStation("south");
    expect((await reeve("block", "delete", "station/south")).stdout).toBe(
      'The block "station/south" is deleted.\n',
    );
    expect(await reeve("block", "delete", "station/south")).toMatchObject({
      code: 1,
      stderr: 'There is no block "station/south"; "reeve block ls" lists them.\n',
    });
    expect((await reeve("block", "inspect", "south")).stderr).toBe(
      '"south" names no block; give its type too, as in "s3-bucket/south".\n',
    );
    expect((await reeve("block", "delete")).stderr).toContain("Name the block");
  });
});

describe("register", () => {
  test("makes the types of a file's classes known, and lists them", async () => {
    const file = join(here.home, "blocks.ts");
    const [reeveUrl, zod] = ["reeve", "zod"].map((name) => import.meta.resolve(name));
    await writeFile(
      file,
      `import { defineBlock } from "${reeveUrl}";
       import { z } from "${zod}";
       const Depot = defineBlock({ name: "Depot", fields: z.object({ city: z.string() }) });
       export { Depot };
       export class Fleet extends defineBlock({ name: "Fleet", fields: z.object({ depot: z.instanceof(Depot) }) }) {}`,
    );
    const { code, stdout, stderr } = await reeve("block", "register", "-f", file);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(
      new RegExp(
        "^Successfully registered 2 blocks\n\nRegistered Blocks\nDepot\nFleet\n\n" +
          `.*Blocks page.*:\n${uiUrl()}/blocks/catalog\n$`,
      ),
    );
    expect((await here.client.getBlockTypeBySlug({ params: { slug: "fleet" } })).name).toBe("Fleet");
  });

  test("says what is missing in one sentence", async () => {
    expect(await reeve("block", "register")).toMatchObject({
      code: 1,
      stderr: "Say what to register: a module with -m, or a file with -f.\n",
    });
    const gone = await reeve("block", "register", "-m", "no-such-package");
    expect(gone).toMatchObject({ code: 1, stdout: "" });
    expect(gone.stderr).toMatch(/^There is no module "no-such-package"; .*\.\n$/);
  });
});

describe("block type", () => {
  test("ls and inspect show types and the fields that they have", async () => {
    const { stdout } = await reeve("block", "type", "ls");
    for (const slug of ["station", "secret", "slack-webhook"]) {
      expect(stdout).toMatch(new RegExp(`^${slug} `, "m"));
    }
    const inspected = await reeve("block", "types", "inspect", "station");
    expect(inspected.stdout).toMatch(/^About +Measures the weather\.$/m);
    expect(inspected.stdout).toMatch(/^city +string +yes +Where it stands\.$/m);
    expect(inspected.stdout).toMatch(/^port +integer$/m);
    expect(inspected.stdout).toMatch(/^key +secret +yes$/m);
    const json = JSON.parse((await reeve("block", "type", "inspect", "station", "--json")).stdout);
    expect(json).toMatchObject({ slug: "station", block_schema: { fields: { title: "Station" } } });
  });

  test("delete takes a type with its blocks away, and leaves those that come with the server", async () => {
    const body = { name: "Gone", slug: "gone" };
    await here.client.createBlockType({ body });
    expect((await reeve("block", "type", "delete", "gone")).stdout).toBe(
      'The type of blocks "Gone" is deleted.\n',
    );
    expect(await reeve("block", "type", "delete", "gone")).toMatchObject({
      code: 1,
      stderr: 'There is no type of blocks "gone"; "reeve block type ls" lists them.\n',
    });
    expect(await reeve("block", "type", "delete", "secret")).toMatchObject({ code: 1, stdout: "" });
  });
});
