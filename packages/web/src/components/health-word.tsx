import { clsx } from "clsx";

const LOOKS = {
  good: { dot: "bg-completed-fill", text: "text-completed" },
  warning: { dot: "bg-late-fill", text: "text-late" },
  paused: { dot: "bg-paused-fill", text: "text-paused" },
} as const;

type Props = {
  tone: keyof typeof LOOKS;
  word: string;
  cause?: string;
  /** In a narrow column the cause would be cut to a letter: there it is left to the tooltip. */
  isInTable?: boolean;
};

/** How something does, as a dot and a word, and why beside it. */
export function HealthWord({ tone, word, cause, isInTable = false }: Props) {
  const { dot, text } = LOOKS[tone];
  return (
    <span className="flex min-w-0 items-center gap-1.5" title={cause}>
      <span aria-hidden="true" className={clsx("size-2 shrink-0 rounded-full", dot)} />
      <span className={clsx("shrink-0", text)}>{word}</span>
      {cause && (
        <span className={clsx("truncate text-text-soft", isInTable && "max-md:hidden")}>{cause}</span>
      )}
    </span>
  );
}
