import { type Query, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Button } from "../components/button.tsx";
import { toast } from "../components/toast.tsx";
import { live } from "../live/live.ts";
import { useConnection } from "./use-connection.ts";

// A restart of the server within this time is not worth a banner.
const PATIENCE_MS = 2_000;

/** Tells that the server is gone and that what is shown may be old; and, once it is back, that nothing was missed. */
export function LostServerBanner() {
  const connection = useConnection();
  const [isShown, setShown] = useState(false);
  const wasShown = useRef(false);
  const before = useRef(connection);
  const queryClient = useQueryClient();
  useEffect(() => {
    if (before.current === "lost" && connection !== "lost") {
      // The next try of the socket may be half a minute away.
      if (connection === "polling") live.retryNow();
      // What was asked in vain has no place from which changes could be told.
      const isInVain = ({ state }: Query) => state.status === "error";
      void queryClient.refetchQueries({ type: "active", predicate: isInVain });
    }
    before.current = connection;
  }, [connection, queryClient]);
  useEffect(() => {
    if (connection === "lost") {
      const timer = setTimeout(() => {
        setShown(true);
        wasShown.current = true;
      }, PATIENCE_MS);
      return () => clearTimeout(timer);
    }
    setShown(false);
    if (connection === "live" && wasShown.current) {
      wasShown.current = false;
      toast("Connected again. The page has caught up.");
    }
    return undefined;
  }, [connection]);
  if (!isShown) return null;
  return (
    <div
      role="alert"
      className="flex items-center gap-3 border-warning-line border-b bg-warning-soft px-4 py-1 text-sm text-warning"
    >
      <p className="grow">
        <strong className="font-medium">The server does not answer.</strong> You see what was last known; the
        page catches up by itself once it is back.
      </p>
      <Button size="sm" onClick={() => live.retryNow()}>
        Try now
      </Button>
    </div>
  );
}
