import { ChevronDown } from "lucide-react";
import { Button } from "../components/button.tsx";
import { Chip } from "../components/chip.tsx";
import { Menu, MenuCheck, MenuLine } from "../components/menu.tsx";
import { TagBox } from "../components/tag-box.tsx";
import { ZoneNote } from "../times/zone-note.tsx";
import { type HomeSearch, SPANS } from "./home-search.ts";

type Props = { search: HomeSearch; onChange: (search: HomeSearch) => void };

/** How far back the page looks, and which runs it is about. */
export function HomeToolbar({ search, onChange }: Props) {
  const { span, tags, hidesSubflows } = search;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-line border-b px-4 py-2">
      <Menu
        trigger={
          <Button>
            {span.label}
            <ChevronDown size={13} aria-hidden="true" className="text-text-faint" />
          </Button>
        }
      >
        {SPANS.map((one) => (
          <MenuCheck
            key={one.word}
            checked={one === span}
            onChange={() => onChange({ ...search, span: one })}
          >
            {one.label}
          </MenuCheck>
        ))}
        <MenuLine />
        <MenuCheck checked={hidesSubflows} onChange={(isOn) => onChange({ ...search, hidesSubflows: isOn })}>
          Hide subflows
        </MenuCheck>
      </Menu>
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
      {hidesSubflows && (
        <Chip
          onRemove={() => onChange({ ...search, hidesSubflows: false })}
          removeLabel="Show subflows again"
        >
          no subflows
        </Chip>
      )}
      <ZoneNote className="ml-auto max-md:hidden" />
    </div>
  );
}
