import { useLocation, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { HomePage } from "../home/home-page.tsx";
import { homeAddress, parseHomeSearch } from "../home/home-search.ts";
import { useCrumbs } from "../shell/crumbs.ts";

/** `/dashboard`: what is wrong, what goes on, and what comes next; its filters in the address. */
export function HomeRoute() {
  useCrumbs([{ label: "Home" }]);
  const raw = useLocation({ select: ({ search }) => search });
  const search = useMemo(() => parseHomeSearch(raw), [raw]);
  const navigate = useNavigate();
  return (
    <HomePage
      search={search}
      onSearch={(next) => void navigate({ to: "/dashboard", search: homeAddress(next) })}
    />
  );
}
