import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { Loaded } from "../components/loaded.tsx";
import { draftOf, newDraft } from "./automation-draft.ts";
import { AutomationForm } from "./automation-form.tsx";

/** `/automations/create`: makes an automation, perhaps for an event, or to run a deployment, that the address names. */
export function CreateAutomationPage() {
  const search = useLocation({ select: ({ search }) => search as Record<string, unknown> });
  const navigate = useNavigate();
  const text = (key: string) => (typeof search[key] === "string" ? (search[key] as string) : undefined);
  return (
    <AutomationForm
      title="New automation"
      submit="Create"
      initial={newDraft({ event: text("event"), name: text("name"), deployment: text("deployment") })}
      onCancel={() => void navigate({ to: "/automations" as string })}
      onSave={async (body) => {
        const { id } = await api.createAutomation({ body });
        await navigate({ to: `/automations/automation/${id}` as string });
      }}
    />
  );
}

/** `/automations/automation/:id/edit`: changes it. */
export function EditAutomationPage({ id }: { id: string }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const query = useQuery({
    queryKey: ["automation-to-edit", id],
    queryFn: ({ signal }) => api.getAutomation({ params: { id } }, { signal }),
    retry: false,
    // What somebody is changing should not change below them.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const back = () => navigate({ to: `/automations/automation/${id}` as string });
  return (
    <Loaded query={query} failure="The automation could not be read" title="Edit the automation">
      {(automation) => (
        <AutomationForm
          title={`Edit ${automation.name}`}
          submit="Save"
          initial={draftOf(automation)}
          onCancel={() => void back()}
          onSave={async ({ owner_resource: _, ...body }) => {
            await api.updateAutomation({ params: { id }, body });
            await queryClient.invalidateQueries({ queryKey: ["automation", id] });
            await back();
          }}
        />
      )}
    </Loaded>
  );
}
