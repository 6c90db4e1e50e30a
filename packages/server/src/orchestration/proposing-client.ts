import { isBelow, type Version } from "@reeve/protocol";

/** What the client that proposes a state is able to do. */
export type ProposingClient = {
  /** Whether it renews the lease of a running flow run's slot; null when that is not known. */
  readonly renewsLeases: boolean | null;
  /** Whether it can go on when there is no slot for a run that it claims. */
  readonly asksForSlots: boolean;
};

const RENEWS_LEASES_FROM: Version = [3, 4, 11];
// The first versions of 3 do not expect to be sent away when they claim a run.
const CANNOT_ASK: readonly [from: Version, before: Version] = [
  [3, 0, 0],
  [3, 0, 4],
];

/** What a client of that version of the Python client can do; others do not say which they are. */
export function proposingClient(version: Version | null): ProposingClient {
  if (version === null) return { renewsLeases: null, asksForSlots: true };
  const cannotAsk = !isBelow(version, CANNOT_ASK[0]) && isBelow(version, CANNOT_ASK[1]);
  return { renewsLeases: !isBelow(version, RENEWS_LEASES_FROM), asksForSlots: !cannotAsk };
}
