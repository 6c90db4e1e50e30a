import type { ErrorComponentProps } from "@tanstack/react-router";
import { ErrorState } from "../components/error-state.tsx";
import { useCrumbs } from "../shell/crumbs.ts";

/** For a page that failed while it was drawn or loaded. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  useCrumbs([{ label: "Error" }]);
  // After an update of the server the files of the old page are gone: only a reload brings the new ones.
  const isOutdated = /dynamically imported module|module script failed/i.test(String(error));
  return (
    <div className="grid grow place-items-center">
      <ErrorState
        level={1}
        error={error}
        title={isOutdated ? "This part of the page could not be loaded" : "This page failed"}
        onRetry={() => (isOutdated ? location.reload() : reset())}
      />
    </div>
  );
}
