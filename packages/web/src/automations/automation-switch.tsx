import type { Automation } from "@reeve/protocol";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { toast } from "../components/toast.tsx";
import { Switch } from "../forms/switch.tsx";

/** Turns an automation on and off. */
export function AutomationSwitch({ automation: { id, name, enabled } }: { automation: Automation }) {
  const queryClient = useQueryClient();
  const change = async (next: boolean) => {
    try {
      await api.enableAutomation({ params: { id }, body: { enabled: next } });
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ["automations"] }),
        queryClient.invalidateQueries({ queryKey: ["automation", id] }),
      ]);
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error));
    }
  };
  return <Switch label={`Let ${name} act`} checked={enabled} onChange={(next) => void change(next)} />;
}
