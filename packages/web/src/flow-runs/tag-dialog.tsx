import { useState } from "react";
import { Field } from "../forms/field.tsx";
import { FormDialog } from "../forms/form-dialog.tsx";
import { TagInput } from "../forms/tag-input.tsx";

type Props = {
  isOpen: boolean;
  count: number;
  onClose: () => void;
  onTag: (tags: string[]) => Promise<void>;
};

/** Asks which tags runs are to get besides those that they have. */
export function TagDialog({ isOpen, count, onClose, onTag }: Props) {
  const [tags, setTags] = useState<string[]>([]);
  return (
    <FormDialog
      title={`Tag ${count} ${count === 1 ? "run" : "runs"}`}
      submit="Add the tags"
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={async () => {
        if (tags.length === 0) throw new Error("Write a tag and press Enter.");
        await onTag(tags);
        setTags([]);
      }}
    >
      <Field label="Tags" hint="They are added to those that the runs have.">
        {(control) => <TagInput {...control} value={tags} onChange={setTags} />}
      </Field>
    </FormDialog>
  );
}
