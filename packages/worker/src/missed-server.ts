import type { Client } from "@reeve/client";
import { giveBackFlowRun } from "./claim-flow-run.ts";
import type { Ending } from "./launchers/launcher.ts";

/** With what the process of a TypeScript flow run ends when no server answered: "try again later" of sysexits.h. */
export const SERVER_AWAY_EXIT_CODE = 75;

/** A process that never reaches a server which its worker does reach was told a wrong address. */
export const MOST_STARTS = 3;

// How the traceback of Prefect's engine ends then: it repeats calls only to a server that has answered it before.
const PREFECT_GAVE_UP = /^(?:httpx\.ConnectError|RuntimeError: Failed to reach API at)\b/;
const GIVEN_BACK = "The server was away when its process started; it is started again.";

/** Whether a process ended, by its own account, because its server was away, and its flow run has not begun. */
export async function missedServer(
  client: Client,
  id: string,
  { exitCode, lastLines }: Ending,
): Promise<boolean> {
  const saysSo = exitCode === SERVER_AWAY_EXIT_CODE || lastLines.some((line) => PREFECT_GAVE_UP.test(line));
  return saysSo && (await client.getFlowRun({ params: { id } })).state_type === "PENDING";
}

/** Gives a flow run whose process missed the server back, to be started again; false when it is not to be. */
export async function giveBackMissed(client: Client, id: string): Promise<boolean> {
  const states = await client.listFlowRunStates({ query: { flow_run_id: id } });
  const starts = 1 + states.filter(({ message }) => message === GIVEN_BACK).length;
  return starts < MOST_STARTS && giveBackFlowRun(client, id, GIVEN_BACK);
}
