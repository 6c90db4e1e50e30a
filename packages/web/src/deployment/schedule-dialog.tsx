import type { DeploymentSchedule } from "@reeve/protocol";
import { useEffect, useState } from "react";
import { api } from "../api/client.ts";
import { Field } from "../forms/field.tsx";
import { FormDialog } from "../forms/form-dialog.tsx";
import { TextArea, TextInput } from "../forms/inputs.tsx";
import { Switch } from "../forms/switch.tsx";
import { TimingFields } from "../schedules/timing-fields.tsx";
import { newSchedule, type ScheduleDraft, scheduleBody, scheduleDraft } from "./schedule-draft.ts";
import { ScheduleTimes } from "./schedule-times.tsx";

type Props = {
  deploymentId: string;
  /** The schedule to change, or "new"; undefined keeps the dialog closed. */
  edited: DeploymentSchedule | "new" | undefined;
  onClose: () => void;
  onSaved: () => void;
};

/** Adds a schedule or changes one; its next times stand below while it is written. */
export function ScheduleDialog({ deploymentId, edited, onClose, onSaved }: Props) {
  const [draft, setDraft] = useState(newSchedule);
  useEffect(() => {
    if (edited) setDraft(edited === "new" ? newSchedule() : scheduleDraft(edited));
  }, [edited]);
  const change = (patch: Partial<ScheduleDraft>) => setDraft((before) => ({ ...before, ...patch }));
  const isNew = edited === "new";
  const save = async () => {
    const body = scheduleBody(draft);
    const params = { id: deploymentId };
    if (isNew) await api.createDeploymentSchedules({ params, body: [body] });
    else if (edited) {
      await api.updateDeploymentSchedule({ params: { ...params, schedule_id: edited.id }, body });
    }
    onSaved();
  };
  return (
    <FormDialog
      title={isNew ? "Add a schedule" : "Change the schedule"}
      submit={isNew ? "Add" : "Save"}
      isOpen={edited !== undefined}
      onClose={onClose}
      onSubmit={save}
    >
      <TimingFields label="When it runs" timing={draft} onChange={change} />
      <ScheduleTimes draft={draft} />
      <RunFields draft={draft} onChange={change} />
    </FormDialog>
  );
}

type PartProps = { draft: ScheduleDraft; onChange: (patch: Partial<ScheduleDraft>) => void };

function RunFields({ draft, onChange }: PartProps) {
  return (
    <>
      <Switch
        label="It makes runs"
        isLabelShown
        checked={draft.active}
        onChange={(active) => onChange({ active })}
      />
      <details className="rounded-lg border border-line">
        <summary className="cursor-pointer select-none rounded-lg px-3 py-1.5 font-medium text-xs hover:bg-hover">
          Name and parameters of its runs
        </summary>
        <div className="flex flex-col gap-3 border-line border-t p-3">
          <Field label="Slug" hint="A name by which project files and commands know it.">
            {(control) => (
              <TextInput
                {...control}
                value={draft.slug}
                onChange={({ target }) => onChange({ slug: target.value })}
              />
            )}
          </Field>
          <Field label="Parameters" hint="JSON; they go before those of the deployment.">
            {(control) => (
              <TextArea
                {...control}
                rows={3}
                value={draft.parameters}
                placeholder={'{"month": 3}'}
                onChange={({ target }) => onChange({ parameters: target.value })}
                className="font-mono text-xs"
              />
            )}
          </Field>
        </div>
      </details>
    </>
  );
}
