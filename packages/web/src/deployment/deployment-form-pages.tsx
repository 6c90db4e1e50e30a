import type { Deployment } from "@reeve/protocol";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Loaded } from "../components/loaded.tsx";
import { toast } from "../components/toast.tsx";
import { FormPage } from "../forms/form-page.tsx";
import { deploymentDraft, toDeploymentUpdate, toDuplicate } from "./deployment-draft.ts";
import { DeploymentFields } from "./deployment-fields.tsx";

type Props = { deploymentId: string };

/** `/deployments/deployment/:id/edit`: changes a deployment. */
export const EditDeploymentPage = ({ deploymentId }: Props) => (
  <FormPageOf deploymentId={deploymentId} isDuplicate={false} />
);

/** `/deployments/deployment/:id/duplicate`: makes another one like it. */
export const DuplicateDeploymentPage = ({ deploymentId }: Props) => (
  <FormPageOf deploymentId={deploymentId} isDuplicate />
);

function FormPageOf({ deploymentId: id, isDuplicate }: Props & { isDuplicate: boolean }) {
  const query = useQuery({
    queryKey: ["deployment-to-edit", id],
    queryFn: ({ signal }) => api.getDeployment({ params: { id } }, { signal }),
    retry: false,
    // What somebody is changing should not change below them.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return (
    <Loaded
      query={query}
      failure="The deployment could not be read"
      title={isDuplicate ? "Duplicate a deployment" : "Edit a deployment"}
    >
      {(deployment) => <DeploymentForm deployment={deployment} isDuplicate={isDuplicate} />}
    </Loaded>
  );
}

function DeploymentForm({ deployment, isDuplicate }: { deployment: Deployment; isDuplicate: boolean }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(() => {
    const own = deploymentDraft(deployment);
    return isDuplicate ? { ...own, name: `${own.name}-copy` } : own;
  });
  const open = (deploymentId: string) =>
    navigate({ to: "/deployments/deployment/$deploymentId", params: { deploymentId } });
  const save = async () => {
    if (isDuplicate) {
      const { id } = await api.createDeployment({ body: toDuplicate(deployment, draft) });
      toast("Made the copy; its schedules are off.");
      return await open(id);
    }
    await api.updateDeployment({ params: { id: deployment.id }, body: toDeploymentUpdate(draft) });
    await queryClient.invalidateQueries({ queryKey: ["deployment", deployment.id] });
    toast(`Saved ${deployment.name}.`);
    await open(deployment.id);
  };
  return (
    <FormPage
      title={isDuplicate ? `Duplicate ${deployment.name}` : `Edit ${deployment.name}`}
      submit={isDuplicate ? "Create" : "Save"}
      onSubmit={save}
      onCancel={() => void open(deployment.id)}
    >
      <DeploymentFields deployment={deployment} draft={draft} hasName={isDuplicate} onChange={setDraft} />
    </FormPage>
  );
}
