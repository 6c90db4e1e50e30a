import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useLiveStatus } from "../live/use-live-status.ts";

/** `polling`: the server answers, but changes are not pushed. `lost`: it does not answer at all. */
export type Connection = "connecting" | "live" | "polling" | "lost";

const ASK_AGAIN_MS = 5_000;

/** How the page is connected to its server; a lost socket alone does not mean that the server is gone. */
export function useConnection(): Connection {
  const status = useLiveStatus();
  const { errorUpdatedAt, dataUpdatedAt } = useQuery({
    queryKey: ["health"],
    queryFn: ({ signal }) => api.getHealth({}, { signal }),
    enabled: status === "polling",
    refetchInterval: ASK_AGAIN_MS,
    retry: false,
    gcTime: 0,
  });
  // While it is asked again it has no error, and the banner would come and go.
  const isLost = errorUpdatedAt > dataUpdatedAt;
  return status === "polling" && isLost ? "lost" : status;
}
