import type { Deployment } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { api } from "../api/client.ts";
import { Button } from "../components/button.tsx";
import { Menu, MenuItem, MenuLabel, MenuLine } from "../components/menu.tsx";
import type { Values } from "../schema-form/schema-form.tsx";
import { differenceText, parameterSets } from "./form-start.ts";

type Props = { deployment: Deployment; onChoose: (values: Values) => void };

// So many runs are looked at for different sets, and so many sets are offered.
const RUNS = 100;
const MOST_SETS = 10;

/** Fills the form in with parameters that a run of the deployment had. */
export function ParameterSets({ deployment, onChoose }: Props) {
  return (
    <Menu
      align="end"
      trigger={<Button icon={<History size={14} aria-hidden="true" />}>Fill in from a run</Button>}
    >
      <SetItems deployment={deployment} onChoose={onChoose} />
    </Menu>
  );
}

/** Asked for only once the menu is open. */
function SetItems({ deployment, onChoose }: Props) {
  const own = deployment.parameters;
  const { data: sets } = useQuery({
    queryKey: ["parameter-sets", deployment.id],
    queryFn: async ({ signal }) => {
      const runs = await api.listFlowRuns(
        {
          body: {
            deployments: { id: { any_: [deployment.id] } },
            flow_runs: { state: { type: { not_any_: ["SCHEDULED"] } } },
            sort: "START_TIME_DESC",
            limit: RUNS,
          },
        },
        { signal },
      );
      return parameterSets(runs, own).slice(0, MOST_SETS);
    },
  });
  return (
    <>
      <MenuItem onSelect={() => onChoose(own)}>What the deployment has</MenuItem>
      <MenuLine />
      {!sets && <MenuLabel>Reading its runs…</MenuLabel>}
      {sets?.length === 0 && <MenuLabel>No run had other parameters.</MenuLabel>}
      {sets?.map(({ flowRunId, name, parameters }) => (
        <MenuItem key={flowRunId} onSelect={() => onChoose(parameters)}>
          <span className="flex max-w-96 items-baseline gap-2">
            <span className="shrink-0">{name}</span>
            <span className="truncate font-mono text-text-faint text-xs">
              {differenceText(parameters, own)}
            </span>
          </span>
        </MenuItem>
      ))}
    </>
  );
}
