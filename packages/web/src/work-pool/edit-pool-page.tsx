import type { WorkPool } from "@reeve/protocol";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Loaded } from "../components/loaded.tsx";
import { toast } from "../components/toast.tsx";
import { FormPage } from "../forms/form-page.tsx";
import { parseLimit } from "../forms/parse-limit.ts";
import type { JobTemplate } from "./job-template.ts";
import { PoolFields } from "./pool-fields.tsx";
import { TemplateFields } from "./template-fields.tsx";
import { useWorkPool } from "./use-work-pool.ts";

/** Changes a work pool. */
export function EditPoolPage({ name }: { name: string }) {
  return (
    <Loaded query={useWorkPool(name)} failure="The work pool could not be read" title="Edit a work pool">
      {({ pool }) => <EditForm key={pool.id} pool={pool} />}
    </Loaded>
  );
}

function EditForm({ pool }: { pool: WorkPool }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState({
    name: pool.name,
    description: pool.description ?? "",
    limit: String(pool.concurrency_limit ?? ""),
  });
  const [initial] = useState<JobTemplate>(pool.base_job_template);
  const [template, setTemplate] = useState(initial);
  const limit = parseLimit(draft.limit);
  const leave = () => void navigate({ to: "/work-pools/work-pool/$name", params: { name: pool.name } });
  const save = async () => {
    if ("fault" in limit) throw new Error("Mend what is marked.");
    await api.updateWorkPool({
      params: { name: pool.name },
      body: {
        description: draft.description,
        concurrency_limit: limit.value,
        ...(template === initial ? {} : { base_job_template: { ...template } }),
      },
    });
    await queryClient.invalidateQueries({ queryKey: ["work-pool", pool.name] });
    toast(`Saved ${pool.name}.`);
    leave();
  };
  return (
    <FormPage title={`Edit ${pool.name}`} submit="Save" onSubmit={save} onCancel={leave}>
      <PoolFields
        draft={draft}
        onChange={setDraft}
        faults={{ limit: "fault" in limit ? limit.fault : undefined }}
        hasName={false}
      />
      <TemplateFields template={template} initial={initial} onChange={setTemplate} />
    </FormPage>
  );
}
