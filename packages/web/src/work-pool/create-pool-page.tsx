import { useNavigate } from "@tanstack/react-router";
import { clsx } from "clsx";
import { useState } from "react";
import { basePath } from "../api/base-url.ts";
import { api } from "../api/client.ts";
import { ErrorState } from "../components/error-state.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { toast } from "../components/toast.tsx";
import { FormPage } from "../forms/form-page.tsx";
import { parseLimit } from "../forms/parse-limit.ts";
import type { JobTemplate } from "./job-template.ts";
import { type PoolDraft, PoolFields } from "./pool-fields.tsx";
import { TemplateFields } from "./template-fields.tsx";
import { useWorkerTypes, type WorkerType } from "./worker-types.ts";

const EMPTY: PoolDraft = { name: "", description: "", limit: "" };

/** Makes a work pool, on one page: of which type, under which name, with which template. */
export function CreatePoolPage() {
  const navigate = useNavigate();
  const types = useWorkerTypes();
  const [chosen, setChosen] = useState("process");
  const [draft, setDraft] = useState(EMPTY);
  const [changed, setChanged] = useState<JobTemplate>();
  const [isTried, setTried] = useState(false);
  const type = types.data?.find((one) => one.type === chosen);
  const initial = type?.default_base_job_configuration ?? {};
  const limit = parseLimit(draft.limit);
  const faults = {
    name: draft.name.trim() === "" ? "A pool needs a name." : undefined,
    limit: "fault" in limit ? limit.fault : undefined,
  };
  const create = async () => {
    setTried(true);
    if (faults.name || "fault" in limit) throw new Error("Mend what is marked.");
    const { name } = await api.createWorkPool({
      body: {
        name: draft.name.trim(),
        description: draft.description || null,
        type: chosen,
        concurrency_limit: limit.value,
        base_job_template: { ...(changed ?? initial) },
      },
    });
    toast(`Made the work pool ${name}.`);
    await navigate({ to: "/work-pools/work-pool/$name", params: { name } });
  };
  if (types.error && !types.data) {
    return (
      <ErrorState
        level={1}
        error={types.error}
        title="The types of pools could not be read"
        onRetry={() => void types.refetch()}
      />
    );
  }
  return (
    <FormPage
      title="New work pool"
      submit="Create work pool"
      onSubmit={create}
      onCancel={() => void navigate({ to: "/work-pools" })}
    >
      <TypeChoice
        types={types.data}
        value={chosen}
        onChange={(next) => {
          setChosen(next);
          setChanged(undefined);
        }}
      />
      <PoolFields draft={draft} onChange={setDraft} faults={isTried ? faults : {}} hasName />
      {type && (
        <TemplateFields key={chosen} template={changed ?? initial} initial={initial} onChange={setChanged} />
      )}
    </FormPage>
  );
}

type ChoiceProps = {
  types: readonly WorkerType[] | undefined;
  value: string;
  onChange: (type: string) => void;
};

function TypeChoice({ types, value, onChange }: ChoiceProps) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 font-medium text-xs">Where runs are executed</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {types
          ? types.map((type) => (
              <label
                key={type.type}
                className={clsx(
                  "flex gap-3 rounded-lg border p-3 focus-within:outline-2 focus-within:outline-focus",
                  type.type === value ? "border-accent bg-selected" : "border-line hover:bg-hover",
                )}
              >
                <input
                  type="radio"
                  name="type"
                  value={type.type}
                  checked={type.type === value}
                  onChange={() => onChange(type.type)}
                  className="mt-0.5 size-4 shrink-0 accent-accent-fill outline-none"
                />
                <span className="flex min-w-0 flex-col">
                  <span className="font-medium">{type.display_name ?? type.type}</span>
                  <span className="text-text-soft text-xs">{type.description}</span>
                </span>
                {type.logo_url && (
                  <img
                    src={`${basePath()}${type.logo_url.replace(/^\//, "")}`}
                    alt=""
                    className="ml-auto size-6 shrink-0"
                  />
                )}
              </label>
            ))
          : ["a", "b", "c", "d"].map((key) => <Skeleton key={key} className="h-16 rounded-lg" />)}
      </div>
    </fieldset>
  );
}
