import type { Deployment } from "@reeve/protocol";
import { clsx } from "clsx";

type Status = { word: string; dot: string; text: string };

/** How a deployment is, in a word: paused comes before whether anybody fetches its runs. */
export function statusOf({ paused, status }: Pick<Deployment, "paused" | "status">): Status {
  if (paused) return { word: "Paused", dot: "bg-paused-fill", text: "text-paused" };
  if (status === "READY") return { word: "Ready", dot: "bg-completed-fill", text: "text-completed" };
  return { word: "Not ready", dot: "bg-late-fill", text: "text-late" };
}

/** The status of a deployment as a dot and a word. */
export function DeploymentStatus({ deployment }: { deployment: Pick<Deployment, "paused" | "status"> }) {
  const { word, dot, text } = statusOf(deployment);
  return (
    <span className={clsx("inline-flex items-center gap-1.5", text)}>
      <span aria-hidden="true" className={clsx("size-2 rounded-full", dot)} />
      {word}
    </span>
  );
}
