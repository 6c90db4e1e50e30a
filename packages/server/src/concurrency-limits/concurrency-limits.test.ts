import { randomUUID } from "node:crypto";
import { newId } from "@reeve/protocol";
import { expect, test } from "vitest";
import { onEachServer } from "../../test/start-test-server.ts";
import { testContext } from "../../test/test-context.ts";
import { deleteLimitIfAny } from "./delete-concurrency-limit.ts";
import { getConcurrencyLimits } from "./read-concurrency-limits.ts";
import { setDeploymentLimit } from "./set-deployment-limit.ts";

onEachServer((server) => {
  const newName = () => `limit-${randomUUID()}`;
  const create = async (own: object = {}) =>
    (await server.post("/v2/concurrency_limits/", { name: newName(), limit: 2, ...own })).body;
  const get = async (key: string) => (await server.get(`/v2/concurrency_limits/${key}`)).body;
  const update = (key: string, body: object) => server.call("PATCH", `/v2/concurrency_limits/${key}`, body);
  const take = (names: string[], own: object = {}) =>
    server.post("/v2/concurrency_limits/increment", { slots: 1, names, ...own });
  const release = (names: string[], own: object = {}) =>
    server.post("/v2/concurrency_limits/decrement", { slots: 1, names, ...own });
  const takeWithLease = (names: string[], own: object = {}) =>
    server.post("/v2/concurrency_limits/increment-with-lease", { slots: 1, names, ...own });
  const eventsOf = async (id: string) => {
    const rows = await server.database.reader
      .selectFrom("events")
      .select(["event", "resource", "payload"])
      .where("resource_id", "=", `prefect.concurrency-limit.${id}`)
      .orderBy("sequence")
      .execute();
    return rows.map(({ event, resource, payload }) => ({
      event,
      name: JSON.parse(resource)["prefect.resource.name"],
      payload: JSON.parse(payload),
    }));
  };

  test("a limit is answered in full once, and then as those who use it see it", async () => {
    const name = newName();
    const created = await server.post("/v2/concurrency_limits/", {
      name,
      limit: 5,
      slot_decay_per_second: 0.5,
    });
    expect(created).toMatchObject({
      status: 201,
      body: {
        name,
        limit: 5,
        active: true,
        active_slots: 0,
        denied_slots: 0,
        slot_decay_per_second: 0.5,
        avg_slot_occupancy_seconds: 2,
      },
    });
    const seen = await get(name);
    expect(Object.keys(seen).sort()).toEqual([
      "active",
      "active_slots",
      "created",
      "id",
      "limit",
      "name",
      "slot_decay_per_second",
      "updated",
    ]);
    expect(await get(created.body.id.toUpperCase())).toEqual(seen);
    expect(await get(encodeURIComponent(name))).toEqual(seen);
  });

  test("a name is given once, and may not have characters of paths", async () => {
    const [taken, other] = [await create(), await create()];
    for (const answer of [
      await server.post("/v2/concurrency_limits/", { name: taken.name, limit: 1 }),
      await update(other.id, { name: taken.name }),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { detail: expect.stringContaining(taken.name) } });
    }
    for (const own of [{ name: "a/b" }, { name: "" }, { limit: -1 }, { limit: 2 ** 31 }, { other: 1 }]) {
      const answer = await server.post("/v2/concurrency_limits/", { name: newName(), limit: 1, ...own });
      expect(answer.status, JSON.stringify(own)).toBe(422);
    }
  });

  test("an update changes what is sent and nothing else", async () => {
    const limit = await create();
    expect((await update(limit.id, { limit: 7, active: null })).status).toBe(204);
    expect((await update(limit.name, { active: false })).status).toBe(204);
    const after = await get(limit.id);
    expect(after).toMatchObject({ name: limit.name, limit: 7, active: false, active_slots: 0 });
    expect(after.updated > limit.updated).toBe(true);
    const name = newName();
    await update(limit.id, { name, active_slots: 3, denied_slots: 1 });
    expect(await get(name)).toMatchObject({ id: limit.id, active_slots: 3 });
  });

  test("a deleted limit is gone, with what was held of it, and asks for nothing any more", async () => {
    const limit = await create({ limit: 1 });
    const { body: lease } = await takeWithLease([limit.name]);
    expect((await server.call("DELETE", `/v2/concurrency_limits/${limit.name}`)).status).toBe(204);
    expect((await server.get(`/v2/concurrency_limits/${limit.id}`)).status).toBe(404);
    expect(await take([limit.name])).toMatchObject({ status: 200, body: [] });
    const renewed = await server.post(`/v2/concurrency_limits/leases/${lease.lease_id}/renew`, {});
    expect(renewed.status).toBe(204);
  });

  test("an unknown limit is 404 for every call", async () => {
    for (const key of [newId(), "nobody"]) {
      for (const [method, body] of [
        ["GET", undefined],
        ["PATCH", { limit: 1 }],
        ["DELETE", undefined],
      ] as const) {
        const answer = await server.call(method, `/v2/concurrency_limits/${key}`, body);
        expect(answer, `${method} ${key}`).toMatchObject({ status: 404, body: { detail: /./ } });
      }
    }
  });

  test("limits are listed by their names, a page at a time", async () => {
    const prefix = `!${randomUUID()}`;
    for (const letter of ["c", "a", "b"]) await create({ name: `${prefix}-${letter}` });
    await takeWithLease([`${prefix}-b`]);
    const { body } = await server.post("/v2/concurrency_limits/filter", {});
    const ours = body.filter(({ name }: { name: string }) => name.startsWith(prefix));
    expect(ours).toEqual([
      await get(`${prefix}-a`),
      expect.objectContaining({ active_slots: 1 }),
      await get(`${prefix}-c`),
    ]);
    const offset = body.indexOf(ours[1]);
    const page = await server.post("/v2/concurrency_limits/filter", { limit: 1, offset });
    expect(page.body).toEqual([ours[1]]);
    expect((await server.post("/v2/concurrency_limits/filter", { limit: 201 })).status).toBe(422);
  });

  test("slots without a lease are taken, counted and given back, never more than there are", async () => {
    const { name, id } = await create({ limit: 2 });
    expect(await take([name, "nobody"])).toMatchObject({ status: 200, body: [{ id, name, limit: 2 }] });
    await takeWithLease([name]);
    expect((await get(name)).active_slots).toBe(2);
    const refused = await take([name]);
    expect(refused).toMatchObject({ status: 423, body: { detail: "Locked" } });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await release([name], { slots: 2, occupancy_seconds: 0.5 })).toMatchObject({
      status: 200,
      body: [{ id, name, limit: 2 }],
    });
    expect((await get(name)).active_slots).toBe(0);
    await release([name]);
    expect((await take([name], { slots: 2 })).status).toBe(200);
    expect((await take([name])).status).toBe(423);
  });

  test("a lease that is given back after its slots were, gives nothing back a second time", async () => {
    const { name } = await create({ limit: 1 });
    const { body: lease } = await takeWithLease([name]);
    await release([name]);
    expect((await take([name])).status).toBe(200);
    await server.post("/v2/concurrency_limits/decrement-with-lease", { lease_id: lease.lease_id });
    expect((await get(name)).active_slots).toBe(0);
    await take([name]);
    expect((await take([name])).status).toBe(423);
  });

  test("a rate is limited by decay, with and without a lease", async () => {
    const { name } = await create({ limit: 4, slot_decay_per_second: 0.5 });
    expect((await take([name], { slots: 2, mode: "rate_limit" })).status).toBe(200);
    expect((await takeWithLease([name], { slots: 2, lease_duration: 600 })).status).toBe(200);
    expect((await take([name], { mode: "rate_limit" })).status).toBe(423);
    server.passSeconds(2);
    expect((await get(name)).active_slots).toBe(3);
    expect((await take([name], { mode: "rate_limit" })).status).toBe(200);
    expect((await take([name], { mode: "rate_limit" })).status).toBe(423);
    server.passSeconds(30);
    expect((await get(name)).active_slots).toBe(0);
  });

  test("the time that passes between two that take slots is not lost to decay", async () => {
    const { name } = await create({ limit: 10, active_slots: 10, slot_decay_per_second: 1 });
    let taken = 0;
    for (let i = 0; i < 10; i++) {
      server.passSeconds(1.5);
      if ((await take([name])).status === 200) taken++;
    }
    // In these fifteen seconds fifteen slots came free, and each of the ten that asked got one.
    expect(taken).toBe(10);
    const { active_slots } = await get(name);
    expect(active_slots).toBeLessThanOrEqual(5);
  });

  test("a new rate of decay begins with what the old one left", async () => {
    const { name } = await create({ limit: 10, active_slots: 10, slot_decay_per_second: 1 });
    server.passSeconds(3);
    await update(name, { slot_decay_per_second: 0 });
    server.passSeconds(100);
    expect((await get(name)).active_slots).toBe(7);
  });

  test("each change is told of in an event", async () => {
    const limit = await create({ limit: 3 });
    await update(limit.id, { limit: 4, active: false });
    await server.call("DELETE", `/v2/concurrency_limits/${limit.id}`);
    const { name } = limit;
    const payload = { name, limit: 4, active: false, slot_decay_per_second: 0 };
    expect(await eventsOf(limit.id)).toEqual([
      { event: "prefect.concurrency-limit.created", name, payload: { ...payload, limit: 3, active: true } },
      { event: "prefect.concurrency-limit.updated", name, payload },
      { event: "prefect.concurrency-limit.deleted", name, payload },
    ]);
  });

  test("a deployment's limit is created, changed and deleted within another operation", async () => {
    const context = testContext(server.database);
    const deploymentId = newId();
    const set = (limit: number) =>
      server.database.write((transaction) => setDeploymentLimit(context, transaction, deploymentId, limit));
    const id = await set(1);
    expect(await set(4)).toBe(id);
    expect(await get(`deployment:${deploymentId}`)).toMatchObject({ id, limit: 4, active: true });
    const read = await getConcurrencyLimits(server.database.reader, [id, newId()], context.now());
    expect([...read]).toEqual([[id, await get(id)]]);
    const remove = () =>
      server.database.write((transaction) => deleteLimitIfAny(context, transaction, { id }));
    expect(await remove()).toBe(true);
    expect(await remove()).toBe(false);
    expect((await server.get(`/v2/concurrency_limits/${id}`)).status).toBe(404);
  });
});
