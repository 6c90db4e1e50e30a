import type { State, StateCreate } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { resultArtifactOf } from "../orchestration/result-artifact.ts";
import { hasStoredData } from "../states/state-row.ts";
import { insertNewArtifact } from "./create-artifact.ts";

/** Shows the data of a state just written as an artifact too, named as the proposal asks; without data there is none. */
export async function createResultArtifact(
  context: Context,
  transaction: Connection,
  state: State,
  proposed: Pick<StateCreate, "data">,
  runs: { flow_run_id: string | null; task_run_id: string | null },
): Promise<void> {
  if (!hasStoredData(state)) return;
  const artifact = { ...resultArtifactOf(proposed.data), ...runs, data: state.data, state_id: state.id };
  await insertNewArtifact(transaction, artifact, context.now());
}
