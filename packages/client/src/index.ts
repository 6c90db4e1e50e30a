export type { EndpointName, EndpointOf } from "./calls.ts";
export {
  type Call,
  type CallOptions,
  type Client,
  type ClientOptions,
  createClient,
  type InputOf,
} from "./create-client.ts";
