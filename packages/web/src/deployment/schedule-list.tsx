import type { Deployment, DeploymentSchedule } from "@reeve/protocol";
import { Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Button, IconButton } from "../components/button.tsx";
import { toast } from "../components/toast.tsx";
import { Switch } from "../forms/switch.tsx";
import { describeSchedule } from "../schedules/describe-schedule.ts";
import { ScheduleDialog } from "./schedule-dialog.tsx";

type Props = { deployment: Deployment; onChanged: () => void };

/** The schedules of a deployment in words, each with its switch. */
export function ScheduleList({ deployment, onChanged }: Props) {
  const [edited, setEdited] = useState<DeploymentSchedule | "new">();
  const act = async (work: Promise<unknown>) => {
    try {
      await work;
      onChanged();
    } catch (error) {
      toast(`It could not be changed: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const { id, schedules, paused } = deployment;
  return (
    <section className="flex flex-col gap-2">
      <div className="flex items-center justify-between">
        <h2 className="font-medium text-sm">Schedules</h2>
        <Button size="sm" icon={<Plus size={12} aria-hidden="true" />} onClick={() => setEdited("new")}>
          Add
        </Button>
      </div>
      {paused && schedules.length > 0 && (
        <p className="text-paused text-xs">The deployment is paused, so none of them makes runs.</p>
      )}
      {schedules.length === 0 && <p className="text-text-faint">It runs only when it is asked to.</p>}
      <ul className="flex flex-col gap-1">
        {schedules.map((schedule) => (
          <li key={schedule.id} className="flex items-center gap-2">
            <Switch
              label={describeSchedule(schedule.schedule)}
              checked={schedule.active}
              onChange={(active) => void act(setActive(id, schedule, active))}
            />
            <span className={schedule.active ? "grow" : "grow text-text-faint"}>
              {describeSchedule(schedule.schedule)}
              {schedule.slug && <span className="ml-2 text-text-faint text-xs">{schedule.slug}</span>}
            </span>
            <IconButton
              label={`Change: ${describeSchedule(schedule.schedule)}`}
              onClick={() => setEdited(schedule)}
            >
              <Pencil size={14} aria-hidden="true" />
            </IconButton>
            <IconButton
              label={`Remove: ${describeSchedule(schedule.schedule)}`}
              onClick={() =>
                void act(api.deleteDeploymentSchedule({ params: { id, schedule_id: schedule.id } }))
              }
            >
              <Trash2 size={14} aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
      <ScheduleDialog
        deploymentId={id}
        edited={edited}
        onClose={() => setEdited(undefined)}
        onSaved={onChanged}
      />
    </section>
  );
}

// A change that leaves the parameters out would clear them.
const setActive = (id: string, { id: schedule_id, parameters }: DeploymentSchedule, active: boolean) =>
  api.updateDeploymentSchedule({ params: { id, schedule_id }, body: { active, parameters } });
