import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { onEachServer } from "../../test/start-test-server.ts";
import { testContext } from "../../test/test-context.ts";
import { forgetExpiredLeases } from "./forget-expired-leases.ts";

const UNKNOWN = "01a20580-bdec-7052-b5b7-5d56cfc62906";

onEachServer((server) => {
  const take = (names: string[], own: object = {}) =>
    server.post("/v2/concurrency_limits/increment-with-lease", { slots: 1, names, ...own });
  const release = (lease_id: string) =>
    server.post("/v2/concurrency_limits/decrement-with-lease", { lease_id });
  const renew = (id: string, body: object = {}) =>
    server.post(`/v2/concurrency_limits/leases/${id}/renew`, body);

  let secondsPassed = 0;
  const passSeconds = (seconds: number) => {
    secondsPassed += seconds;
    server.passSeconds(seconds);
  };

  async function createLimit(limit: number, own: object = {}): Promise<string> {
    const name = `limit-${randomUUID()}`;
    const created = await server.post("/v2/concurrency_limits/", { name, limit, ...own });
    expect(created.status).toBe(201);
    return name;
  }

  test("names without a limit ask for nothing, yet a lease is given", async () => {
    const { status, body } = await take(["nobody", "tag:none"]);
    expect(status).toBe(200);
    expect(body).toEqual({ lease_id: expect.any(String), limits: [] });
    expect((await renew(body.lease_id)).status).toBe(204);
    expect((await release(body.lease_id)).status).toBe(204);
  });

  test("slots are taken up to the limit; then 423 says when to come back", async () => {
    const name = await createLimit(2);
    const first = await take([name], { holder: { type: "task_run", id: UNKNOWN }, lease_duration: 60 });
    expect(first.status).toBe(200);
    expect(first.body.limits).toEqual([{ id: expect.any(String), name, limit: 2 }]);
    expect((await take([name])).status).toBe(200);
    const third = await take([name]);
    expect(third).toMatchObject({ status: 423, body: { detail: "Locked" } });
    const wait = Number(third.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(30);

    expect((await release(first.body.lease_id)).status).toBe(204);
    expect((await take([name])).status).toBe(200);
    expect((await take([name])).status).toBe(423);
  });

  test("slots of several limits are taken together or not at all", async () => {
    const [free, full] = [await createLimit(1), await createLimit(1)];
    await take([full]);
    expect((await take([free, full])).status).toBe(423);
    expect((await take([free])).status).toBe(200);
  });

  test("many that ask at once get no more than there is", async () => {
    const name = await createLimit(5);
    const answers = await Promise.all(Array.from({ length: 24 }, () => take([name])));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 423)).toHaveLength(19);
  });

  test("two that ask for the same limits in another order do not wait for each other", async () => {
    const [a, b] = [await createLimit(50), await createLimit(50)];
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, i) => take(i % 2 === 0 ? [a, b] : [b, a])),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  });

  test("a limit that is switched off holds nobody up", async () => {
    const name = await createLimit(1, { active: false });
    for (let i = 0; i < 3; i++) expect((await take([name])).status).toBe(200);
  });

  test("more slots than a limit has, or a rate of one that has none, are refused", async () => {
    const name = await createLimit(2);
    expect((await take([name], { slots: 3 })).status).toBe(422);
    expect((await take([name], { mode: "rate_limit" })).status).toBe(422);
    expect((await take([name], { slots: 2 })).status).toBe(200);
  });

  test("a request is checked: slots, duration, holder", async () => {
    for (const own of [
      { slots: 0 },
      { slots: 1.5 },
      { lease_duration: 59 },
      { lease_duration: 86401 },
      { holder: { type: "cat", id: UNKNOWN } },
      { mode: "sideways" },
    ]) {
      expect((await take(["x"], own)).status, JSON.stringify(own)).toBe(422);
    }
  });

  test("a released lease is gone; releasing it again is no error", async () => {
    const name = await createLimit(1);
    const { body } = await take([name]);
    expect((await release(body.lease_id)).status).toBe(204);
    expect((await release(body.lease_id)).status).toBe(204);
    expect(await renew(body.lease_id)).toMatchObject({ status: 410, body: { detail: expect.any(String) } });
    expect((await renew(UNKNOWN)).status).toBe(410);
  });

  test("a lease that is not renewed in time frees its slots by itself, and cannot be renewed any more", async () => {
    const name = await createLimit(1);
    const { body: lease } = await take([name], { lease_duration: 60 });
    passSeconds(45);
    expect((await renew(lease.lease_id, { lease_duration: 60 })).status).toBe(204);
    passSeconds(45);
    expect((await take([name])).status).toBe(423);
    passSeconds(16);
    expect((await renew(lease.lease_id)).status).toBe(410);
    expect((await take([name])).status).toBe(200);
    expect((await take([name])).status).toBe(423);
    // Releasing the lost lease does not free what another holds now.
    await release(lease.lease_id);
    expect((await take([name])).status).toBe(423);
  });

  test("leases that ran out are cleared away, and no others", async () => {
    const { body: short } = await take(["nobody"], { lease_duration: 60 });
    const { body: long } = await take(["nobody"], { lease_duration: 6000 });
    // The server's clock is ahead already, by what the tests before have let pass.
    const context = testContext(server.database, secondsPassed + 61);
    expect(await forgetExpiredLeases(context)).toBeGreaterThan(0);
    expect(await forgetExpiredLeases(context)).toBe(0);
    expect((await renew(short.lease_id)).status).toBe(410);
    expect((await renew(long.lease_id)).status).toBe(204);
  });
});
