import { ChevronDown, ChevronLeft, ChevronRight } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button, IconButton } from "../components/button.tsx";
import { Menu, MenuCheck, MenuItem, MenuLine } from "../components/menu.tsx";
import { useNow } from "../components/use-now.ts";
import { useShownZone } from "../times/shown-zone.ts";
import { PAST_SPANS, type Span, spanAfter, spanBefore, spanLabel } from "./home-span.ts";

const SpanDialog = lazy(async () => ({ default: (await import("./span-dialog.tsx")).SpanDialog }));

type Props = { span: Span; onChange: (span: Span) => void };

/** Chooses the span of time that the page is about, and goes from one to the one before or after it. */
export function SpanMenu({ span, onChange }: Props) {
  useShownZone();
  const now = useNow("minute");
  const [isAsked, setAsked] = useState(false);
  const [before, after] = [spanBefore(span, now), spanAfter(span, now)];
  return (
    <div className="flex items-center gap-0.5">
      <IconButton
        label="Earlier"
        aria-disabled={!before}
        onClick={() => {
          const earlier = spanBefore(span, Date.now());
          if (earlier) onChange(earlier);
        }}
      >
        <ChevronLeft size={15} aria-hidden="true" />
      </IconButton>
      <Menu
        trigger={
          <Button className="tabular">
            {spanLabel(span)}
            <ChevronDown size={13} aria-hidden="true" className="text-text-faint" />
          </Button>
        }
      >
        {PAST_SPANS.map((one) => (
          <MenuCheck key={one.word} checked={one === span} onChange={() => onChange(one)}>
            {one.label}
          </MenuCheck>
        ))}
        <MenuLine />
        <MenuItem onSelect={() => setAsked(true)}>From … to …</MenuItem>
      </Menu>
      <IconButton
        label="Later"
        aria-disabled={!after}
        onClick={() => {
          const later = spanAfter(span, Date.now());
          if (later) onChange(later);
        }}
      >
        <ChevronRight size={15} aria-hidden="true" />
      </IconButton>
      {isAsked && (
        <Suspense>
          <SpanDialog span={span} onClose={() => setAsked(false)} onChange={onChange} />
        </Suspense>
      )}
    </div>
  );
}
