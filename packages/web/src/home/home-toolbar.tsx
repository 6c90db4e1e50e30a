import { Button } from "../components/button.tsx";
import { Chip } from "../components/chip.tsx";
import { TagBox } from "../components/tag-box.tsx";
import { ZoneNote } from "../times/zone-note.tsx";
import type { HomeSearch } from "./home-search.ts";
import { SpanMenu } from "./span-menu.tsx";

type Props = { search: HomeSearch; onChange: (search: HomeSearch) => void };

/** How far back the page looks, and which runs it is about. */
export function HomeToolbar({ search, onChange }: Props) {
  const { span, tags, hidesSubflows } = search;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-line border-b px-4 py-2">
      <SpanMenu span={span} onChange={(next) => onChange({ ...search, span: next })} />
      <Button
        look="plain"
        aria-pressed={hidesSubflows}
        onClick={() => onChange({ ...search, hidesSubflows: !hidesSubflows })}
        className="aria-pressed:bg-selected aria-pressed:text-accent"
      >
        Hide subflows
      </Button>
      <TagBox
        label="Only runs with this tag"
        onAdd={(tag) => onChange({ ...search, tags: [...new Set([...tags, tag])] })}
      />
      {tags.map((tag) => (
        <Chip
          key={tag}
          onRemove={() => onChange({ ...search, tags: tags.filter((other) => other !== tag) })}
          removeLabel={`Remove the tag ${tag}`}
        >
          <span className="text-text-faint">tag </span>
          <span className="text-text">{tag}</span>
        </Chip>
      ))}
      <ZoneNote className="ml-auto max-md:hidden" />
    </div>
  );
}
