export { clientOptions } from "./client-options.ts";
export {
  type Call,
  type Client,
  type ClientOptions,
  createClient,
  type InputOf,
} from "./create-client.ts";
export { DueRunsSubscription, type DueRunsSubscriptionOptions } from "./due-runs-subscription.ts";
export { EventSubscription, type EventSubscriptionOptions } from "./event-subscription.ts";
export { EventsSocket, type EventsSocketOptions } from "./events-socket.ts";
export { LogShipper, type LogShipperOptions } from "./log-shipper.ts";
export type { SocketOptions } from "./open-socket.ts";
export type { CallOptions } from "./sender.ts";
