import { useLocation } from "@tanstack/react-router";
import { ComparePage } from "../flow-run/compare/compare-page.tsx";
import { useCrumbs } from "../shell/crumbs.ts";

// More would not fit beside each other.
const MOST = 3;

/** `/runs/compare?ids=a,b`: runs beside each other. */
export function CompareRoute() {
  useCrumbs([{ label: "Runs", to: "/runs" }, { label: "Compare" }]);
  const raw = useLocation({ select: ({ search }) => (search as Record<string, unknown>).ids });
  const ids = [raw ?? []]
    .flat()
    .flatMap((text) => String(text).split(","))
    .filter(Boolean);
  const shown = [...new Set(ids)].slice(0, MOST);
  return <ComparePage key={shown.join()} ids={shown} />;
}
