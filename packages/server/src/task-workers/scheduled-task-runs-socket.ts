import type { TaskRun } from "@reeve/protocol";
import type { WebSocket } from "ws";
import type { Context } from "../context.ts";
import { closeReason, parseJson, type SocketRoute } from "../http/sockets.ts";
import type { TaskRunDelivery, WorkersPlace } from "./task-run-delivery.ts";

const NORMAL = 1000;
const INTERNAL_ERROR = 1011;
const PROTOCOL_VIOLATION = 4001;
// What an index of PostgreSQL can hold is 2,704 bytes.
const LONGEST_ID = 600;

/**
 * `/task_runs/subscriptions/scheduled`: hands a task worker one scheduled task run after the other, the next when it
 * has acknowledged the last.
 */
export function scheduledTaskRunsSocket(context: Context, delivery: TaskRunDelivery): SocketRoute {
  return {
    path: "/task_runs/subscriptions/scheduled",
    handle: (socket) => {
      socket.once("message", (data) => subscribe(context, delivery, socket, parseJson(String(data))));
    },
  };
}

function subscribe(context: Context, delivery: TaskRunDelivery, socket: WebSocket, message: unknown): void {
  const subscription = readSubscription(message);
  if ("refusal" in subscription) {
    refuse(socket, subscription.refusal);
    return;
  }
  const hand = (taskRun: TaskRun) => socket.send(JSON.stringify(taskRun));
  const joining = delivery.join({ ...subscription, hand }).catch((error) => {
    context.log.error("A task worker could not be served", { error: String(error) });
    socket.close(INTERNAL_ERROR, "The worker could not be served; connect again.");
    return undefined;
  });
  socket.on("message", (data) => obey(socket, joining, parseJson(String(data))));
  socket.once("close", () => joining.then((place) => place?.leave()));
}

type Subscription = { id: string; taskKeys: string[] } | { refusal: string };

function readSubscription(message: unknown): Subscription {
  const { type, keys, client_id: id } = (message ?? {}) as Record<string, unknown>;
  if (type !== "subscribe") return { refusal: 'The first message must be of type "subscribe".' };
  if (!isListOfTexts(keys)) return { refusal: "The message must have the keys of tasks, at least one." };
  if (isId(id)) return { id, taskKeys: keys };
  return { refusal: `The message must have a client_id of at most ${LONGEST_ID} characters.` };
}

function obey(socket: WebSocket, joining: Promise<WorkersPlace | undefined>, message: unknown): void {
  const { type } = (message ?? {}) as Record<string, unknown>;
  if (type === "ack") joining.then((place) => place?.acknowledge());
  else if (type === "quit") socket.close(NORMAL);
  else refuse(socket, 'A task run is answered with a message of type "ack" or "quit".');
}

const refuse = (socket: WebSocket, reason: string): void =>
  socket.close(PROTOCOL_VIOLATION, closeReason(reason));

const isId = (value: unknown): value is string =>
  typeof value === "string" && value !== "" && value.length <= LONGEST_ID;

const isListOfTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string");
