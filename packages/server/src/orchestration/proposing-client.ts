import { isBelow, type Version } from "@reeve/protocol";

/** What the client that proposes a state is able to do. */
export type ProposingClient = {
  /** Whether it renews the lease of a running flow run's slot; null when that is not known. */
  readonly renewsLeases: boolean | null;
  /** Whether it can go on when there is no slot for a run that it claims. */
  readonly asksForSlots: boolean;
  /** Whether it knows that a run which goes on after a pause is still in the same attempt. */
  readonly knowsPauses: boolean;
  /** Whether it expects that the failed task runs of a flow run which is retried are scheduled again for it. */
  readonly needsTasksRetried: boolean;
};

const RENEWS_LEASES_FROM: Version = [3, 4, 11];
// The first versions of 3 do not expect to be sent away when they claim a run.
const CANNOT_ASK: readonly [from: Version, before: Version] = [
  [3, 0, 0],
  [3, 0, 4],
];

const KNOWS_PAUSES_FROM: Version = [0, 8, 4];
const RETRIES_TASKS_FROM: Version = [0, 8, 3];

/** What a client can do, by its own version and by that of the wire it speaks; one that says neither can do all. */
export function proposingClient({ clientVersion, apiVersion }: ClientVersions): ProposingClient {
  const isBefore = (version: Version) => apiVersion !== null && isBelow(apiVersion, version);
  return {
    renewsLeases: clientVersion && !isBelow(clientVersion, RENEWS_LEASES_FROM),
    asksForSlots:
      clientVersion === null ||
      isBelow(clientVersion, CANNOT_ASK[0]) ||
      !isBelow(clientVersion, CANNOT_ASK[1]),
    knowsPauses: !isBefore(KNOWS_PAUSES_FROM),
    needsTasksRetried: isBefore(RETRIES_TASKS_FROM),
  };
}

/** What a client says of itself. */
export type ClientVersions = { readonly clientVersion: Version | null; readonly apiVersion: Version | null };

/** What is known of a client that says nothing of itself, and of the server. */
export const UNKNOWN_CLIENT: ClientVersions = { clientVersion: null, apiVersion: null };

export const NEWEST_CLIENT = proposingClient(UNKNOWN_CLIENT);
