import { randomUUID } from "node:crypto";
import { addSeconds, currentTimestamp } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import { createFlowRun, historyOf, setState } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

const KEYSET = { schema: "pause-1-schema", response: "pause-1-response", description: "pause-1-description" };
const SCHEMA = {
  type: "object",
  properties: { age: { type: "integer" }, name: { type: "string", default: "anonymous" } },
  required: ["age"],
};

onEachServer(
  (server) => {
    const read = async (id: string) => (await server.get(`/flow_runs/${id}`)).body;
    const resume = (id: string, run_input?: unknown) => server.post(`/flow_runs/${id}/resume`, { run_input });
    const send = (id: string, key: string, value: string) =>
      server.post(`/flow_runs/${id}/input`, { key, value });
    const responseOf = async (id: string) =>
      (await server.get(`/flow_runs/${id}/input/${KEYSET.response}`)).body;

    const waitingRun = async (own: { schema?: unknown; details?: object } = {}) => {
      const flowRun = await createFlowRun(server, {
        deployment_id: randomUUID(),
        state: { type: "RUNNING" },
      });
      const schema = "schema" in own ? own.schema : SCHEMA;
      if (schema !== undefined) await send(flowRun.id, KEYSET.schema, JSON.stringify(schema));
      const paused = await setState(server, flowRun.id, {
        type: "PAUSED",
        state_details: {
          pause_timeout: addSeconds(currentTimestamp(), 60),
          run_input_keyset: KEYSET,
          ...own.details,
        },
      });
      expect(paused.status).toBe(201);
      return flowRun;
    };

    describe("a run that waits for input", () => {
      test("goes on with input that fits, and finds it under the key it waits for", async () => {
        const flowRun = await waitingRun();
        const { status, body } = await resume(flowRun.id, { age: 42 });
        expect(status).toBe(201);
        expect(body).toMatchObject({ status: "ACCEPT", state: { type: "RUNNING" } });
        expect(await responseOf(flowRun.id)).toBe('{"age":42}');
      });

      test("that is suspended is scheduled again", async () => {
        const flowRun = await waitingRun({ details: { pause_reschedule: true } });
        const { body } = await resume(flowRun.id, { age: 42 });
        expect(body).toMatchObject({ status: "ACCEPT", state: { type: "SCHEDULED", name: "Resuming" } });
        expect(await responseOf(flowRun.id)).toBe('{"age":42}');
      });

      test("is given values that are filled in first", async () => {
        const flowRun = await waitingRun();
        await resume(flowRun.id, {
          age: { __prefect_kind: "json", value: "7" },
          name: { __prefect_kind: "jinja", template: "{{ 'Marvin' | upper }}" },
        });
        expect(await responseOf(flowRun.id)).toBe('{"age":7,"name":"MARVIN"}');
      });

      test("is given what a later pause asks for in place of an earlier answer under the same key", async () => {
        const flowRun = await waitingRun();
        await resume(flowRun.id, { age: 1 });
        await setState(server, flowRun.id, { type: "PAUSED", state_details: { run_input_keyset: KEYSET } });
        await resume(flowRun.id, { age: 2 });
        expect(await responseOf(flowRun.id)).toBe('{"age":2}');
      });

      test.each<[string, unknown, string]>([
        ["nothing", undefined, "field 'age': \"age\" is required"],
        ["null", null, "field 'age': \"age\" is required"],
        ["a value of another type", { age: "old" }, "field 'age': \"old\" is not of type integer"],
        ["a template that is none", { age: { __prefect_kind: "jinja", template: "{{" } }, "value of age"],
        [
          "a variable that is not there",
          { age: { __prefect_kind: "workspace_variable", variable_name: "gone" } },
          "no variable named gone",
        ],
      ])("goes on waiting when it is given %s", async (_, given, reason) => {
        const flowRun = await waitingRun();
        const { status, body } = await resume(flowRun.id, given);
        expect(status).toBe(200);
        expect(body).toMatchObject({
          status: "REJECT",
          state: { type: "PAUSED" },
          details: { type: "abort_details", reason: expect.stringContaining(reason) },
        });
        expect(await historyOf(server, flowRun.id)).toEqual(["RUNNING", "PAUSED"]);
        expect((await server.get(`/flow_runs/${flowRun.id}/input/${KEYSET.response}`)).status).toBe(404);
      });

      test.each<[string, unknown, string]>([
        ["stored none", undefined, "not stored under pause-1-schema"],
        ["stored one that is none", { type: "color" }, "Invalid schema"],
        ["stored something else", "text", "Invalid schema"],
      ])("says what is wrong with its schema when it %s", async (_, schema, reason) => {
        const flowRun = await waitingRun({ schema });
        const { body } = await resume(flowRun.id, { age: 42 });
        expect(body).toMatchObject({
          status: "REJECT",
          details: { type: "abort_details", reason: expect.stringContaining(reason) },
        });
      });

      test("says so when its schema is no JSON", async () => {
        const flowRun = await waitingRun({ schema: undefined });
        await send(flowRun.id, KEYSET.schema, "{'type'");
        expect((await resume(flowRun.id, {})).body.details.reason).toContain("not valid JSON");
      });

      test("is failed when the input comes too late, which is then not kept", async () => {
        const flowRun = await waitingRun({ details: { pause_timeout: addSeconds(currentTimestamp(), -1) } });
        const { body } = await resume(flowRun.id, { age: 42 });
        expect(body).toMatchObject({ status: "REJECT", state: { type: "FAILED" } });
        expect((await server.get(`/flow_runs/${flowRun.id}/input/${KEYSET.response}`)).status).toBe(404);
      });

      test("resumed by many at once goes on once, with the input of the one that was accepted", async () => {
        const flowRun = await waitingRun();
        const answers = await Promise.all(
          Array.from({ length: 16 }, (_, age) => resume(flowRun.id, { age })),
        );
        const accepted = answers.filter(({ body }) => body.status === "ACCEPT");
        expect(accepted).toHaveLength(1);
        expect(await responseOf(flowRun.id)).toBe(`{"age":${answers.indexOf(accepted[0]!)}}`);
        expect(await historyOf(server, flowRun.id)).toEqual(["RUNNING", "PAUSED", "RUNNING"]);
      });
    });

    test("a run that waits for no input keeps none that it is given", async () => {
      const flowRun = await createFlowRun(server, { state: { type: "RUNNING" } });
      await setState(server, flowRun.id, { type: "PAUSED" });
      expect((await resume(flowRun.id, { age: 42 })).body.status).toBe("ACCEPT");
      expect((await server.post(`/flow_runs/${flowRun.id}/input/filter`, { prefix: "" })).body).toEqual([]);
      expect((await read(flowRun.id)).state_type).toBe("RUNNING");
    });
  },
  { serverServicesPauseExpirationsEnabled: false },
);
