import { type ComponentProps, useState } from "react";
import { Chip } from "../components/chip.tsx";
import { inputClasses } from "./inputs.tsx";

type Props = Omit<ComponentProps<"input">, "value" | "onChange"> & {
  value: readonly string[];
  onChange: (tags: string[]) => void;
};

/** Tags, each set by Enter or a comma; Backspace takes the last one back. */
export function TagInput({ value, onChange, ...rest }: Props) {
  const [line, setLine] = useState("");
  const add = (text: string) => {
    const tags = text
      .split(",")
      .map((tag) => tag.trim())
      .filter((tag) => tag !== "" && !value.includes(tag));
    if (tags.length > 0) onChange([...value, ...tags]);
    setLine("");
  };
  return (
    <div
      className={`${inputClasses} flex min-h-8 flex-wrap items-center gap-1 px-1.5 py-0.5 focus-within:outline-2 focus-within:outline-focus`}
    >
      {value.map((tag) => (
        <Chip
          key={tag}
          onRemove={() => onChange(value.filter((one) => one !== tag))}
          removeLabel={`Remove ${tag}`}
        >
          {tag}
        </Chip>
      ))}
      <input
        type="text"
        autoComplete="off"
        spellCheck={false}
        value={line}
        onChange={(event) => {
          if (event.target.value.includes(",")) add(event.target.value);
          else setLine(event.target.value);
        }}
        onBlur={() => add(line)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && line.trim() !== "") {
            event.preventDefault();
            add(line);
          }
          if (event.key === "Backspace" && line === "") onChange(value.slice(0, -1));
        }}
        className="h-6 min-w-20 grow bg-transparent px-1 text-sm outline-none max-md:text-lg"
        {...rest}
      />
    </div>
  );
}
