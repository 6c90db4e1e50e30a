import { JsonObject, Maybe, open, type Static, Type, Uuid } from "./schema.ts";
import { StateType } from "./states.ts";
import type { TProperties } from "./type-builder.ts";

/** What an automation does when it fires. */

const action = <const T extends string, P extends TProperties>(title: string, type: T, fields: P) =>
  open(title, { type: Type.Optional({ ...Type.Literal(type), default: type }), ...fields });

/** The resource is selected by its id, or inferred from the event that fired the automation. */
const source = Type.Optional({
  ...Type.Unsafe<"selected" | "inferred">({ type: "string", enum: ["selected", "inferred"] }),
  default: "selected",
});
const ofDeployment = { source, deployment_id: Maybe(Uuid) };
const ofWorkPool = { source, work_pool_id: Maybe(Uuid) };
const ofWorkQueue = { source, work_queue_id: Maybe(Uuid) };
const ofAutomation = { source, automation_id: Maybe(Uuid) };

const runDeployment = <P extends TProperties>(title: string, scheduleAfter: P) =>
  action(title, "run-deployment", {
    ...ofDeployment,
    parameters: Maybe(JsonObject),
    job_variables: Maybe(JsonObject),
    ...scheduleAfter,
  });

const SHARED_ACTIONS = [
  action("DoNothing", "do-nothing", {}),
  action("PauseDeployment", "pause-deployment", ofDeployment),
  action("ResumeDeployment", "resume-deployment", ofDeployment),
  action("CancelFlowRun", "cancel-flow-run", {}),
  action("DeleteFlowRun", "delete-flow-run", {}),
  action("ChangeFlowRunState", "change-flow-run-state", {
    name: Maybe(Type.String()),
    state: StateType,
    message: Maybe(Type.String()),
    force: Type.Optional(Type.Boolean({ default: false })),
  }),
  action("PauseWorkQueue", "pause-work-queue", ofWorkQueue),
  action("ResumeWorkQueue", "resume-work-queue", ofWorkQueue),
  action("SendNotification", "send-notification", {
    block_document_id: Uuid,
    subject: Type.Optional(Type.String({ default: "Prefect automated notification" })),
    body: Type.String(),
  }),
  action("CallWebhook", "call-webhook", {
    block_document_id: Uuid,
    payload: Type.Optional({
      ...Type.Unsafe<string | Record<string, unknown> | unknown[]>({
        anyOf: [{ type: "string" }, { type: "object" }, { type: "array" }],
      }),
      default: "",
    }),
  }),
  action("PauseAutomation", "pause-automation", ofAutomation),
  action("ResumeAutomation", "resume-automation", ofAutomation),
  action("SuspendFlowRun", "suspend-flow-run", {}),
  action("ResumeFlowRun", "resume-flow-run", {}),
  action("PauseWorkPool", "pause-work-pool", ofWorkPool),
  action("ResumeWorkPool", "resume-work-pool", ofWorkPool),
] as const;

const ScheduleAfter = Type.Union([Type.Number({ minimum: 0 }), Type.String({ pattern: "^P" })]);

export const ActionCreate = Type.Union([
  runDeployment("RunDeployment-Input", { schedule_after: Type.Optional(ScheduleAfter) }),
  ...SHARED_ACTIONS,
]);
export type ActionCreate = Static<typeof ActionCreate>;

/** An action as it is answered: durations are seconds. */
export const ActionAnswer = Type.Union([
  runDeployment("RunDeployment-Output", { schedule_after: Type.Optional(Type.Number()) }),
  ...SHARED_ACTIONS,
]);

type Source = "selected" | "inferred";
type WithSource<T extends string, K extends string> = { type: T; source: Source } & {
  [key in K]: string | null;
};

/** An action in full, as it is stored and answered. */
export type Action =
  | { type: "do-nothing" | "cancel-flow-run" | "delete-flow-run" | "suspend-flow-run" | "resume-flow-run" }
  | (WithSource<"run-deployment", "deployment_id"> & {
      parameters: Record<string, unknown> | null;
      job_variables: Record<string, unknown> | null;
      /** Seconds. */
      schedule_after: number;
    })
  | WithSource<"pause-deployment" | "resume-deployment", "deployment_id">
  | WithSource<"pause-work-pool" | "resume-work-pool", "work_pool_id">
  | WithSource<"pause-work-queue" | "resume-work-queue", "work_queue_id">
  | WithSource<"pause-automation" | "resume-automation", "automation_id">
  | {
      type: "change-flow-run-state";
      state: StateType;
      name: string | null;
      message: string | null;
      force: boolean;
    }
  | { type: "send-notification"; block_document_id: string; subject: string; body: string }
  | { type: "call-webhook"; block_document_id: string; payload: string };
