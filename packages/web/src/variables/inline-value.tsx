import type { Variable } from "@reeve/protocol";
import { Check, X } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { IconButton } from "../components/button.tsx";
import { toast } from "../components/toast.tsx";
import { inputClasses } from "../forms/inputs.tsx";
import { parseJson } from "../forms/parse-json.ts";
import { aboveRowLink } from "../lists/use-table-keys.ts";

type Props = { variable: Variable; onSaved: () => void };

/** A variable's value as JSON, written anew where it stands: Enter keeps it, Escape leaves it as it was. */
export function InlineValue({ variable, onSaved }: Props) {
  const json = JSON.stringify(variable.value);
  const [typed, setTyped] = useState<string>();
  if (typed === undefined) {
    return (
      <button
        type="button"
        aria-label={`${json}: change the value of ${variable.name}`}
        onClick={() => setTyped(json)}
        className={`${aboveRowLink} -mx-1 block h-6 max-w-full truncate rounded-sm px-1 font-mono text-text-soft text-xs hover:bg-hover hover:text-text`}
      >
        {json}
      </button>
    );
  }
  const read = parseJson(typed);
  const save = async () => {
    if ("fault" in read) return toast(read.fault);
    try {
      await api.updateVariable({ params: { id: variable.id }, body: { value: read.value } });
      setTyped(undefined);
      onSaved();
    } catch (error) {
      toast(`It could not be saved: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      className={`${aboveRowLink} flex items-center gap-1`}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: whoever pressed the value wants to write.
        autoFocus
        aria-label={`Value of ${variable.name}`}
        aria-invalid={"fault" in read || undefined}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setTyped(undefined);
        }}
        className={`${inputClasses} h-7 min-w-0 font-mono text-xs`}
      />
      <IconButton label="Keep the value" type="submit">
        <Check size={14} aria-hidden="true" />
      </IconButton>
      <IconButton label="Leave it as it was" onClick={() => setTyped(undefined)}>
        <X size={14} aria-hidden="true" />
      </IconButton>
    </form>
  );
}
