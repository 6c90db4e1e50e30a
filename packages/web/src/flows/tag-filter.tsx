import { Chip } from "../components/chip.tsx";
import { TagBox } from "../components/tag-box.tsx";

/** The tag that flows must have, or the way to name one. */
export function TagFilter({ tag, onChange }: { tag: string; onChange: (tag: string) => void }) {
  if (tag === "") return <TagBox label="Only flows with this tag" onAdd={onChange} />;
  return (
    <Chip
      onRemove={() => onChange("")}
      removeLabel={`Remove the tag ${tag}`}
      className="self-start md:self-auto"
    >
      <span className="text-text-faint">tag </span>
      <span className="text-text">{tag}</span>
    </Chip>
  );
}
