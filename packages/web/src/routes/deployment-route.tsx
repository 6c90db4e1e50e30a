import { useParams } from "@tanstack/react-router";
import { DuplicateDeploymentPage, EditDeploymentPage } from "../deployment/deployment-form-pages.tsx";
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
  useFormCrumbs(deploymentId, "Run");
  return <RunFormPage deploymentId={deploymentId} />;
}

/** `/deployments/deployment/:deploymentId/edit`: changes it. */
export function EditDeploymentRoute() {
  const { deploymentId } = useParams({ from: "/deployments/deployment/$deploymentId/edit" });
  useFormCrumbs(deploymentId, "Edit");
  return <EditDeploymentPage key={deploymentId} deploymentId={deploymentId} />;
}

/** `/deployments/deployment/:deploymentId/duplicate`: makes another one like it. */
export function DuplicateDeploymentRoute() {
  const { deploymentId } = useParams({ from: "/deployments/deployment/$deploymentId/duplicate" });
  useFormCrumbs(deploymentId, "Duplicate");
  return <DuplicateDeploymentPage key={deploymentId} deploymentId={deploymentId} />;
}

function useFormCrumbs(deploymentId: string, label: string): void {
  const { data } = useDeployment(deploymentId);
  useCrumbs([
    { label: "Deployments", to: "/deployments" },
    { label: data?.name ?? "Deployment", to: `/deployments/deployment/${deploymentId}` },
    { label },
  ]);
}
