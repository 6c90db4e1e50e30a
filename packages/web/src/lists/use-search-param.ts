import { useLocation, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";

/** A text of the page's address and how to change it; an empty text leaves the address. */
export function useSearchParam(name: string): [string, (value: string) => void] {
  const value = useLocation({ select: ({ search }) => (search as Record<string, unknown>)[name] });
  const navigate = useNavigate();
  const change = useCallback(
    (next: string) =>
      void navigate({
        to: ".",
        search: (before: Record<string, unknown>) => ({ ...before, [name]: next || undefined }),
        replace: true,
      }),
    [navigate, name],
  );
  return [typeof value === "string" || typeof value === "number" ? String(value) : "", change];
}
