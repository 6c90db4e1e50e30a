import wire from "../fixtures/openapi.json" with { type: "json" };
import type { Difference } from "./compare-schemas.ts";

/** What is not on the wire as the fixture has it, on purpose. */
type KnownDifference = {
  readonly at: string | readonly string[];
  readonly is: string;
  readonly because: string;
};

const timeZones = wire.components.schemas.RRuleSchedule.properties.timezone.anyOf.find(
  (one) => "pattern" in one,
);

const SECONDS_ARE_SENT = "Clients send durations as seconds, which the wire takes without saying so.";

const DURATIONS: readonly KnownDifference[] = [
  {
    at: [
      "EventTrigger-Input.within",
      "RunDeployment-Input.schedule_after",
      "IntervalSchedule-Input.interval",
    ],
    is: "is number or string, not string",
    because: SECONDS_ARE_SENT,
  },
  {
    at: ["CompoundTrigger-Input.within", "SequenceTrigger-Input.within"],
    is: "is null or number or string, not null or string",
    because: SECONDS_ARE_SENT,
  },
  ...['has the format null, not "duration"', 'has the pattern "^P", not null'].map((is) => ({
    at: [
      "EventTrigger-Input.within",
      "CompoundTrigger-Input.within",
      "SequenceTrigger-Input.within",
      "RunDeployment-Input.schedule_after",
      "IntervalSchedule-Input.interval",
    ],
    is,
    because: SECONDS_ARE_SENT,
  })),
];

/**
 * The whole list of places where our API is not described as the wire is. A place that is like the wire again has to
 * leave it.
 */
const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  ...DURATIONS,
  {
    at: "RRuleSchedule.timezone",
    is: `has the pattern null, not ${JSON.stringify(timeZones?.pattern)}`,
    because: "Names are held against the database of time zones that the server comes with.",
  },
  {
    at: "DeploymentCreate.enforce_parameter_schema",
    is: "has the default null, not true",
    because: "Left out for a deployment that there is, it stays as it is; a new one is told true.",
  },
  {
    at: "DeploymentCreate.name",
    is: 'has the pattern "^[^/%&><]*$", not null',
    because: "The wire's own server refuses other names, without saying so in its schema.",
  },
  {
    at: ["FlowRun.work_pool_id", "FlowRun.work_pool_name"],
    is: "is a field that the wire has not",
    because: "A flow run is answered the same to workers as to everybody else.",
  },
  {
    at: "Node.state_name",
    is: "is a field that the wire has not",
    because: "The graph tells a task whose result was cached from one that ran.",
  },
  {
    at: ["WorkQueue.active_slots", "WorkQueue.status", "WorkQueue.work_pool_name"],
    is: "is a field that the wire has not",
    because: "A work queue is answered the same wherever it is answered.",
  },
  {
    at: "POST /work_queues/{id}/get_runs header x-prefect-ui",
    is: "is missing",
    because: "Headers are read for all calls in one place, and are described for none.",
  },
  {
    at: "WorkQueueUpdate.is_paused",
    is: "has the default null, not false",
    because: "Left out it stays as it is, as on the wire's own server.",
  },
  {
    at: "WorkQueueUpdate.name",
    is: 'has the pattern "^[^/%&><]+$", not null',
    because: "A queue that was renamed otherwise could not be addressed by its name any more.",
  },
  {
    at: "CallWebhook.payload",
    is: "is array or object or string, not string",
    because: "Clients send objects as well, which the wire's own server writes out as text, and so do we.",
  },
  {
    at: ["POST /artifacts/ 200"],
    is: "is missing",
    because: "An artifact that was created is answered with 201, as the wire's own server does.",
  },
  {
    at: ["POST /templates/validate 204", "POST /automations/templates/validate 204"],
    is: "is a status that the wire has not",
    because: "A template without fault is answered with 204 and no body, as the wire's own server does.",
  },
  {
    at: ["POST /templates/validate 200", "POST /automations/templates/validate 200"],
    is: "is missing",
    because: "It is 204, see above.",
  },
  {
    at: ["POST /templates/validate body", "POST /automations/templates/validate body"],
    is: "is required",
    because: "No body is no template; an empty text is one.",
  },
  {
    at: ["POST /templates/validate body", "POST /automations/templates/validate body"],
    is: 'has the default null, not ""',
    because: "No body is no template; an empty text is one.",
  },
  {
    at: [
      "POST /v2/concurrency_limits/increment body.create_if_missing",
      "POST /v2/concurrency_limits/decrement body.create_if_missing",
    ],
    is: "is missing",
    because: "It is deprecated and without effect; sent, it is ignored like every unknown argument.",
  },
  {
    at: "PATCH /flow_runs/{id}/labels body",
    is: 'takes further fields as {"anyOf":[{"type":"boolean"},{"type":"number"},{"type":"string"}]}, not as true',
    because:
      "Labels are flags, numbers and texts wherever they are read, so they are nothing else when written.",
  },
  {
    at: ["StateDetails.untrackable_result", "StateDetails.pause_reschedule"],
    is: "is boolean or null, not boolean",
    because:
      "A client may send null, as for every other detail; it is taken for false, and false is answered.",
  },
  {
    at: "TaskRunPolicy.retry_delay",
    is: "has the maxItems 50, not null",
    because: "The wire's own server refuses more delays, without saying so in its schema.",
  },
  {
    at: "TaskRunPolicy.retry_delay[]",
    is: "is number, not integer",
    because: "Delays may be parts of a second in a list as they may be alone.",
  },
  {
    at: "TaskRunPolicy.retry_jitter_factor",
    is: "has the minimum 0, not null",
    because: "The wire's own server refuses less, without saying so in its schema.",
  },
  ...["task_run", "flow_run", "parameter", "constant"].flatMap((kind): KnownDifference[] => {
    const schema = {
      task_run: "TaskRunResult",
      flow_run: "FlowRunResult",
      parameter: "Parameter",
      constant: "Constant",
    }[kind];
    const because = "An input that does not say what it is could be the result of either kind of run.";
    return [
      { at: `${schema}.input_type`, is: "is required", because },
      { at: `${schema}.input_type`, is: `has the default null, not "${kind}"`, because },
    ];
  }),
  {
    at: [
      "dynamic_key",
      "cache_key",
      "cache_expiration",
      "labels",
      "state_type",
      "state_name",
      "run_count",
      "flow_run_run_count",
      "expected_start_time",
      "next_scheduled_start_time",
    ].map((field) => `TaskRunResponse.${field}`),
    is: "is a field that the wire has not",
    because: "A page of task runs has them whole, as every other list does.",
  },
  {
    at: "ConcurrencyLimitCreate.tag",
    is: "has the minLength 1, not null",
    because: "No task run has the empty tag.",
  },
  {
    at: "ConcurrencyLimitCreate.concurrency_limit",
    is: "has the minimum 0, not null",
    because: "A limit below nothing means nothing, and the same limit of the second version is refused.",
  },
  {
    at: "ArtifactCreate.key",
    is: 'has the pattern "^[a-z0-9-]*$", not null',
    because: "The wire's own server refuses other keys, without saying so in its schema.",
  },
  {
    at: ["VariableCreate.name", "VariableUpdate.name"],
    is: 'has the pattern "^[a-z0-9_-]*$", not null',
    because: "The wire's own server refuses other names, without saying so in its schema.",
  },
  {
    at: "BlockTypeCreate.slug",
    is: 'has the pattern "^[a-z0-9-]*$", not null',
    because: "The wire's own server refuses other slugs, without saying so in its schema.",
  },
  {
    at: "BlockDocumentCreate.name",
    is: 'has the pattern "^[a-z0-9-]*$", not "^[^/%&><]+$"',
    because: "The wire's own server refuses other names, without saying so in its schema.",
  },
  {
    at: "POST /block_schemas/ 200",
    is: "is a status that the wire has not",
    because: "A schema that is there already is answered with 200, as the wire's own server does.",
  },
  {
    at: "POST /flow_runs/{id}/input body.key",
    is: 'has the pattern "^[a-z0-9-]*$", not null',
    because: "The wire's own server stores no other keys, without saying so in its schema.",
  },
  {
    at: "GET /flow_runs/{id}/input/{key} 200",
    is: "has no body of JSON",
    because: "A value is answered as the text that was sent, as the wire's own server does.",
  },
  {
    at: "GET /flow_runs/{id}/logs/download 200",
    is: "has no body of JSON",
    because: "A log is answered as comma-separated values, as the wire's own server does.",
  },
  {
    at: "Event.event",
    is: "has the maxLength 1024, not null",
    because: "The wire's own server refuses longer names, without saying so in its schema.",
  },
  {
    at: "Event.related",
    is: "has the maxItems 100, not null",
    because: "The wire's own server refuses more resources, without saying so in its schema.",
  },
  {
    at: [
      "home",
      "profiles_path",
      "debug_mode",
      "api",
      "cli",
      "client",
      "cloud",
      "deployments",
      "events",
      "experiments",
      "flows",
      "internal",
      "logging",
      "plugins",
      "results",
      "runner",
      "server",
      "tasks",
      "telemetry",
      "testing",
      "worker",
      "ui_url",
      "silence_api_url_misconfiguration",
    ].map((section) => `Settings.${section}`),
    is: "is missing",
    because:
      "The answer has the settings that this server knows, section by section; its schema names none of them.",
  },
];

/** Every known difference, one a place. */
export const knownDifferences: readonly Difference[] = KNOWN_DIFFERENCES.flatMap(({ at, is }) =>
  [at].flat().map((place) => ({ at: place, is })),
);
