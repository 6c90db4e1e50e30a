import { Link, useLocation } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { Button, buttonClasses } from "../components/button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { openPalette } from "../palette/palette-state.ts";
import { useCrumbs } from "../shell/crumbs.ts";

/** For an address where there is no page. */
export function NotFoundPage() {
  useCrumbs([{ label: "Not found" }]);
  const { pathname } = useLocation();
  return (
    <div className="grid grow place-items-center">
      <EmptyState
        icon={<Compass size={18} />}
        level={1}
        title="There is no page at this address"
        actions={
          <>
            <Link to="/runs" className={buttonClasses("primary")}>
              Go to runs
            </Link>
            <Button onClick={openPalette}>Search</Button>
          </>
        }
      >
        <p>
          <code className="break-all font-mono text-xs">{pathname}</code> may be mistyped, or belong to a part
          that this version does not have.
        </p>
      </EmptyState>
    </div>
  );
}
