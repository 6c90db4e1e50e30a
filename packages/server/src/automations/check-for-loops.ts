import { type Action, ReeveError, type ResourceSpecification, type Trigger } from "@reeve/protocol";

// What every run of a deployment passes through.
const SELF_MADE = [
  "prefect.flow-run.Scheduled",
  "prefect.flow-run.Pending",
  "prefect.flow-run.Running",
  "prefect.flow-run.*",
];

/** Refuses an enabled automation whose runs would fire it again, each time with another run. */
export function checkForLoops(trigger: Trigger, actions: readonly Action[]): void {
  if (trigger.type !== "event" || trigger.posture !== "Reactive") return;
  if (!trigger.expect.some((name) => SELF_MADE.includes(name))) return;
  for (const action of actions) {
    if (action.type !== "run-deployment") continue;
    if (action.source === "inferred") {
      throw new ReeveError(
        "unprocessable",
        "To run the deployment of each flow run that starts would start runs without end. Select a deployment, and narrow the trigger with match or match_related.",
      );
    }
    if (isEveryFlowRun(trigger.match) && [trigger.match_related].flat().some(isEveryFlowRun)) {
      throw new ReeveError(
        "unprocessable",
        "To run a deployment for each flow run that starts would start runs without end. Narrow the trigger with match or match_related, so that it leaves out the runs of this deployment.",
      );
    }
  }
}

function isEveryFlowRun(labels: ResourceSpecification): boolean {
  const names = Object.keys(labels);
  if (names.length === 0) return true;
  const ids = [labels["prefect.resource.id"] ?? []].flat();
  return names.length === 1 && ids.includes("prefect.flow-run.*");
}
