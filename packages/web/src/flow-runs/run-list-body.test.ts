import { describe, expect, test } from "vitest";
import { runListBody } from "./run-list-body.ts";

const now = Date.parse("2026-11-22T12:00:00.000Z");

describe("the request for the run list", () => {
  test("leaves out future runs, with room for a browser whose clock is behind", () => {
    expect(runListBody({}, now)).toEqual({
      flow_runs: { expected_start_time: { before_: "2026-11-22T12:01:00.000Z" } },
      sort: "START_TIME_DESC",
    });
  });

  test("asks for future runs in the order they come when they are wanted", () => {
    expect(runListBody({ view: "upcoming" }, now)).toEqual({
      flow_runs: { state: { type: { any_: ["SCHEDULED"] } } },
      sort: "NEXT_SCHEDULED_START_TIME_ASC",
    });
    expect(runListBody({ state: ["scheduled"] }, now).flow_runs).toEqual({
      state: { type: { any_: ["SCHEDULED"] } },
    });
  });

  test("takes types and names of states as alternatives", () => {
    expect(runListBody({ state: ["failed", "late"] }, now).flow_runs?.state).toEqual({
      operator: "or_",
      type: { any_: ["FAILED"] },
      name: { any_: ["Late"] },
    });
  });

  test("seeks a whole id by id and anything else by name", () => {
    const id = "0197a1b2-0000-7000-8000-000000000001";
    expect(runListBody({ q: id }, now).flow_runs?.id).toEqual({ any_: [id] });
    expect(runListBody({ q: "0197a1b2" }, now).flow_runs?.name).toEqual({ like_: "0197a1b2" });
  });

  test("reads times ago from the instant of the request", () => {
    expect(runListBody({ from: "2d", to: "1h" }, now).flow_runs?.expected_start_time).toEqual({
      after_: "2026-11-20T12:00:00.000Z",
      before_: "2026-11-22T11:00:00.000Z",
    });
  });

  test("names deployments and work pools", () => {
    expect(runListBody({ deployment: ["daily"], pool: ["gpu", "cpu"] }, now)).toMatchObject({
      deployments: { name: { any_: ["daily"] } },
      work_pools: { name: { any_: ["gpu", "cpu"] } },
    });
  });

  test("takes a star in a flow's name as anything", () => {
    expect(runListBody({ flow: ["etl*"] }, now).flows).toEqual({ name: { like_: "etl" } });
    expect(runListBody({ flow: ["a", "b"] }, now).flows).toEqual({ name: { any_: ["a", "b"] } });
  });
});
