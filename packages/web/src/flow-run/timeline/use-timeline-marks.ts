import { useRemembered } from "../use-remembered.ts";

/** What is marked on the timeline besides its bars, as this browser remembers it. */
export type TimelineMarks = {
  artifacts: boolean;
  events: boolean;
  setArtifacts: (isOn: boolean) => void;
  setEvents: (isOn: boolean) => void;
};

export function useTimelineMarks(): TimelineMarks {
  const [artifacts, setArtifacts] = useRemembered<boolean>("timeline-artifacts", true);
  // They are asked for only when somebody wants them.
  const [events, setEvents] = useRemembered<boolean>("timeline-events", false);
  return { artifacts, events, setArtifacts, setEvents };
}
