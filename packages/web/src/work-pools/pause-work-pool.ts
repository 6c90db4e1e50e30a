import { api } from "../api/client.ts";
import { toast } from "../components/toast.tsx";

/** Pauses a pool or lets it go on, and says so. */
export async function pauseWorkPool(name: string, isPaused: boolean): Promise<void> {
  try {
    await api.updateWorkPool({ params: { name }, body: { is_paused: isPaused } });
    toast(isPaused ? `Paused ${name}: none of its runs are taken on.` : `${name} takes runs on again.`);
  } catch (error) {
    toast(`${name} could not be changed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
