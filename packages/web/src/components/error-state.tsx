import { ReeveError } from "@reeve/protocol/errors";
import { CloudOff, TriangleAlert } from "lucide-react";
import { Button } from "./button.tsx";
import { EmptyState } from "./empty-state.tsx";

type Props = {
  error: unknown;
  /** What could not be done, as a sentence without its full stop: "The runs could not be read". */
  title: string;
  onRetry?: () => void;
  /** 1 where it is all there is on the page. */
  level?: 1 | 2;
};

/** A failure in place of what it kept from being shown: what, why, and a way to try again. */
export function ErrorState({ error, title, onRetry, level }: Props) {
  const isUnreachable = error instanceof ReeveError && error.code === "unreachable";
  const status = error instanceof ReeveError ? error.details.status : undefined;
  return (
    <div role="alert">
      <EmptyState
        icon={isUnreachable ? <CloudOff size={18} /> : <TriangleAlert size={18} />}
        title={title}
        level={level}
        actions={onRetry && <Button onClick={onRetry}>Try again</Button>}
      >
        <p>
          {error instanceof Error ? error.message : String(error)}
          {isUnreachable && " It is asked again by itself."}
        </p>
        {typeof status === "number" && <p className="mt-1 text-text-faint text-xs">Status {status}</p>}
      </EmptyState>
    </div>
  );
}
