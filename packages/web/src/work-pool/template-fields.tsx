import { useId, useState } from "react";
import { Tabs } from "../components/tabs.tsx";
import { Field } from "../forms/field.tsx";
import { TextArea } from "../forms/inputs.tsx";
import { parseJson } from "../forms/parse-json.ts";
import { SchemaForm } from "../schema-form/schema-form.tsx";
import { defaultsOf, type JobTemplate, withDefaults } from "./job-template.ts";

const TABS = [
  { id: "form", label: "Defaults" },
  { id: "json", label: "JSON" },
] as const;

type Props = { template: JobTemplate; initial: JobTemplate; onChange: (template: JobTemplate) => void };

/** A base job template: the defaults of its variables as a form, or the whole as JSON. */
export function TemplateFields({ template, initial, onChange }: Props) {
  const [tab, setTab] = useState<"form" | "json">("form");
  const panelId = useId();
  const before = defaultsOf(initial);
  const hasFields = Object.keys(template.variables?.properties ?? {}).length > 0;
  return (
    <section className="flex flex-col gap-3">
      <h2 className="font-medium text-sm">Base job template</h2>
      <p className="-mt-2 text-text-soft">
        What each run of the pool starts with; a deployment may set its own values for single variables.
      </p>
      <div className="border-line border-b">
        <Tabs
          label="Ways to write the template"
          tabs={TABS}
          value={tab}
          onChange={setTab}
          panelId={panelId}
        />
      </div>
      <div id={panelId} role="tabpanel" aria-label={tab === "form" ? "Defaults" : "JSON"}>
        {tab === "json" && <TemplateJson template={template} onChange={onChange} />}
        {tab === "form" && !hasFields && <p className="text-text-soft">The template has no variables.</p>}
        {tab === "form" && hasFields && (
          <SchemaForm
            schema={withDefaults(template, before).variables ?? {}}
            values={defaultsOf(template)}
            initial={before}
            faults={{}}
            onChange={(values) => onChange(withDefaults(template, values))}
          />
        )}
      </div>
    </section>
  );
}

/** What is typed is the template as soon as it is an object. */
function TemplateJson({ template, onChange }: Pick<Props, "template" | "onChange">) {
  const [text, setText] = useState(() => JSON.stringify(template, null, 2));
  const parsed = parseJson(text);
  const isObject = "value" in parsed && typeof parsed.value === "object" && !Array.isArray(parsed.value);
  const fault = "fault" in parsed ? parsed.fault : isObject ? undefined : "A template is a JSON object.";
  return (
    <Field label="Template" error={fault}>
      {(control) => (
        <TextArea
          {...control}
          rows={24}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            const next = parseJson(target.value);
            if (
              "value" in next &&
              next.value !== null &&
              typeof next.value === "object" &&
              !Array.isArray(next.value)
            )
              onChange(next.value);
          }}
          className="font-mono text-xs"
        />
      )}
    </Field>
  );
}
