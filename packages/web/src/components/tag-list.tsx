import { Chip } from "./chip.tsx";

// More would be cut to their first letters; the rest is in the tooltip.
const SHOWN = 2;

/** The first tags of a thing, and how many there are besides. */
export function TagList({ tags }: { tags: readonly string[] }) {
  const rest = tags.slice(SHOWN);
  return (
    <span className="flex min-w-0 items-center gap-1">
      {tags.slice(0, SHOWN).map((tag) => (
        <Chip key={tag}>{tag}</Chip>
      ))}
      {rest.length > 0 && (
        <span className="text-text-faint text-xs" title={rest.join(", ")}>
          +{rest.length}
        </span>
      )}
    </span>
  );
}
