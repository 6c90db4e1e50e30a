import { useParams } from "@tanstack/react-router";
import { DeploymentPage } from "../deployment/deployment-page.tsx";
import { RunFormPage } from "../deployment/run-form-page.tsx";
import { useDeployment } from "../deployment/use-deployment.ts";
import { useCrumbs } from "../shell/crumbs.ts";

/** `/deployments/deployment/:deploymentId`: one deployment. */
export function DeploymentRoute() {
  const { deploymentId } = useParams({ from: "/deployments/deployment/$deploymentId" });
  const { data } = useDeployment(deploymentId);
  useCrumbs([{ label: "Deployments", to: "/deployments" }, { label: data?.name ?? "Deployment" }]);
  return <DeploymentPage key={deploymentId} deploymentId={deploymentId} />;
}

/** `/deployments/deployment/:deploymentId/run`: the form that runs it. */
export function RunFormRoute() {
  const { deploymentId } = useParams({ from: "/deployments/deployment/$deploymentId/run" });
  const { data } = useDeployment(deploymentId);
  useCrumbs([
    { label: "Deployments", to: "/deployments" },
    { label: data?.name ?? "Deployment", to: `/deployments/deployment/${deploymentId}` },
    { label: "Run" },
  ]);
  return <RunFormPage deploymentId={deploymentId} />;
}
