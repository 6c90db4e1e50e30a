import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { registerShortcut } from "../shortcuts/shortcut-registry.ts";
import { NAVIGATION } from "./navigation.ts";

/** `g` and a letter go to the pages of the rail. */
export function useGoShortcuts(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const removals = NAVIGATION.map(({ to, keys, does }) =>
      registerShortcut({ keys, does, press: () => void navigate({ to }) }),
    );
    return () => {
      for (const remove of removals) remove();
    };
  }, [navigate]);
}
