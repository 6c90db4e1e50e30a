import { randomUUID } from "node:crypto";
import { addSeconds } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import { createFlowRun } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

const HEAD = "timestamp,level,flow_run_id,task_run_id,message\r\n";

onEachServer((server) => {
  const download = (id: string) => server.get(`/flow_runs/${id}/logs/download`);
  const store = (lines: object[]) => server.post("/logs/", lines);

  describe("the downloaded log of a flow run", () => {
    test("has its lines by their time, with quotes around what needs them", async () => {
      const { id } = await createFlowRun(server, { name: "wise-owl" });
      const task_run_id = randomUUID();
      const line = { name: "l", flow_run_id: id };
      await store([
        { ...line, level: 20, message: 'hi, "there"\nnext', timestamp: "2026-01-01T00:00:00.5Z" },
        { ...line, level: 40, message: "=1+1 🐈", timestamp: "2026-01-01T00:00:00Z", task_run_id },
        { ...line, level: 20, message: "another run's", timestamp: "2026-01-01", flow_run_id: randomUUID() },
      ]);
      const { status, body, headers } = await download(id);
      expect(status).toBe(200);
      expect(body).toBe(
        `${HEAD}2026-01-01 00:00:00+00:00,40,${id},${task_run_id},=1+1 🐈\r\n` +
          `2026-01-01 00:00:00.500000+00:00,20,${id},,"hi, ""there""\nnext"\r\n`,
      );
      expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
      expect(headers.get("content-disposition")).toBe(
        `attachment; filename="flow-run-logs.csv"; filename*=UTF-8''wise-owl-logs.csv`,
      );
    });

    test("is a file whatever its run is named", async () => {
      const { id } = await createFlowRun(server, { name: `my "run"/ü\r\n(1)'` });
      expect((await download(id)).headers.get("content-disposition")).toBe(
        `attachment; filename="flow-run-logs.csv"; filename*=UTF-8''my%20%22run%22%2F%C3%BC%0D%0A%281%29%27-logs.csv`,
      );
    });

    test("is read to its end, also where many lines are of one instant", async () => {
      const { id } = await createFlowRun(server);
      const lines = Array.from({ length: 2500 }, (_, i) => ({
        name: "l",
        level: 20,
        message: `line ${i}`,
        timestamp: addSeconds("2026-01-01T00:00:00.000000Z", Math.floor(i / 700)),
        flow_run_id: id,
      }));
      await store(lines);
      const { body } = await download(id);
      const compressed = await server.get(`/flow_runs/${id}/logs/download`, { "accept-encoding": "br" });
      expect(compressed.headers.get("content-encoding")).toBe("br");
      expect(compressed.body).toBe(body);
      const messages = body
        .trimEnd()
        .split("\r\n")
        .slice(1)
        .map((text: string) => text.split(",")[4]);
      expect(messages).toEqual(lines.map(({ message }) => message));
    });

    test("of a run without lines names the columns, and of no run is 404", async () => {
      const { id } = await createFlowRun(server);
      expect((await download(id)).body).toBe(HEAD);
      expect((await download(randomUUID())).status).toBe(404);
    });
  });
});
