import { CalendarClock, CircleCheck, Filter, Moon } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../components/button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { FirstSteps } from "../components/first-steps.tsx";
import { isNarrowed, type RunListSearch, type RunView } from "./run-list-search.ts";

const VIEWS: Readonly<Record<Exclude<RunView, "all">, { icon: ReactNode; title: string; text: string }>> = {
  problems: {
    icon: <CircleCheck size={18} />,
    title: "Nothing has failed",
    text: "Runs that fail or crash are listed here, with the first line of the reason.",
  },
  running: {
    icon: <Moon size={18} />,
    title: "Nothing is running",
    text: "Runs that go on, wait to begin or are paused appear here by themselves.",
  },
  upcoming: {
    icon: <CalendarClock size={18} />,
    title: "Nothing is planned",
    text: "Runs with a time to start at are listed here, the next one first.",
  },
};

/** In place of the list when the answer has no run: which of the reasons it is, and what to do. */
export function NoRuns({ search, onClear }: { search: RunListSearch; onClear: () => void }) {
  if (isNarrowed(search)) {
    return (
      <EmptyState
        icon={<Filter size={18} />}
        title="No run matches the filters"
        actions={<Button onClick={onClear}>Clear the filters</Button>}
      >
        <p>Runs that come to match appear here by themselves.</p>
      </EmptyState>
    );
  }
  if (!search.view) return <FirstSteps />;
  const { icon, title, text } = VIEWS[search.view];
  return (
    <EmptyState icon={icon} title={title}>
      <p>{text}</p>
    </EmptyState>
  );
}
