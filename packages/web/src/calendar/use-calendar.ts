import type { Calendar } from "@reeve/protocol";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import { useLiveTopic } from "../live/use-live-topic.ts";
import { useReread } from "../live/use-reread.ts";
import type { CalendarSpan } from "./calendar-span.ts";

const KEY = ["calendar"];

/** The runs of a span and the times to come, kept up to date; `isOld` while those of another span are still shown. */
export function useCalendar({ start, end }: CalendarSpan) {
  const body = { start: start.toISOString(), end: end.toISOString() };
  const query = useQuery<Calendar>({
    queryKey: [...KEY, body],
    queryFn: ({ signal }) => api.getCalendar({ body }, { signal }),
    placeholderData: keepPreviousData,
  });
  const reread = useReread(KEY);
  useLiveTopic("runs", reread, reread);
  useLiveKinds(["deployment"], KEY);
  return query;
}
