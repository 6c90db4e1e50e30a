import { Chip } from "../components/chip.tsx";
import { TagBox } from "../components/tag-box.tsx";

type Props = {
  tag: string;
  /** What is listed: "flows". */
  noun: string;
  onChange: (tag: string) => void;
};

/** The tag that rows of a list must have, or the way to name one. */
export function TagFilter({ tag, noun, onChange }: Props) {
  if (tag === "") return <TagBox label={`Only ${noun} with this tag`} onAdd={onChange} />;
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
