import type { Automation } from "@reeve/protocol";
import { Link, useNavigate } from "@tanstack/react-router";
import { Copy, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Button, buttonClasses } from "../components/button.tsx";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { copyWithToast } from "../components/copy-with-toast.ts";
import { JsonView } from "../components/json-view.tsx";
import { Loaded } from "../components/loaded.tsx";
import { TagList } from "../components/tag-list.tsx";
import { Markdown } from "../markdown/markdown.tsx";
import { AutomationSwitch } from "./automation-switch.tsx";
import { actionWords, triggerWords } from "./automation-words.ts";
import { DryRun } from "./dry-run.tsx";
import { FiringList } from "./firing-list.tsx";
import { type AutomationData, useAutomation } from "./use-automation.ts";

/** One automation: what it waits for, what it then does, and what it has done. */
export function AutomationPage({ id }: { id: string }) {
  return (
    <Loaded query={useAutomation(id)} failure="The automation could not be read" title="Automation">
      {(data) => <AutomationView {...data} />}
    </Loaded>
  );
}

function AutomationView({ automation, events, names }: AutomationData) {
  return (
    <>
      <Header automation={automation} />
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keys.
        tabIndex={0}
        className="flex min-h-0 grow flex-col gap-6 overflow-y-auto p-4 outline-offset-[-2px]"
      >
        {automation.description && (
          <div className="max-w-3xl text-text-soft">
            <Markdown text={automation.description} />
          </div>
        )}
        <Sentence automation={automation} names={names} />
        <DryRun automation={automation} />
        <FiringList events={events} isOn={automation.enabled} />
        <details>
          <summary className="text-text-soft">As JSON</summary>
          <JsonView value={automation} className="mt-2 max-w-4xl" />
        </details>
      </div>
    </>
  );
}

type SentenceProps = { automation: Automation; names: ReadonlyMap<string, string> };

function Sentence({ automation, names }: SentenceProps) {
  const parts = [
    { when: "Then", actions: automation.actions },
    { when: "When it begins", actions: automation.actions_on_trigger },
    { when: "When it is over", actions: automation.actions_on_resolve },
  ].filter(({ actions }) => actions.length > 0);
  return (
    <dl className="grid max-w-3xl grid-cols-[auto_1fr] gap-x-4 gap-y-2 rounded-lg border border-line bg-surface px-4 py-3 text-base">
      <dt className="text-text-faint">When</dt>
      <dd>{triggerWords(automation.trigger)}</dd>
      {parts.map(({ when, actions }) => (
        <div key={when} className="contents">
          <dt className="text-text-faint">{when}</dt>
          <dd className="flex flex-col gap-1">
            {actions.map((action) => (
              <span key={JSON.stringify(action)}>{actionWords(action, names)}</span>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Header({ automation }: { automation: Automation }) {
  const navigate = useNavigate();
  const [isAsked, setAsked] = useState(false);
  const { id, name, enabled, tags } = automation;
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-4 py-2.5">
      <h1 className="min-w-0 truncate font-semibold text-lg tracking-tight">{name}</h1>
      <AutomationSwitch automation={automation} />
      <span className="text-text-soft">{enabled ? "On" : "Off"}</span>
      <TagList tags={tags} />
      <div className="ml-auto flex items-center gap-2">
        <Button icon={<Copy size={14} aria-hidden="true" />} onClick={() => void copyWithToast(id, "the id")}>
          Copy ID
        </Button>
        <Link to={`/automations/automation/${id}/edit` as string} className={buttonClasses()}>
          <Pencil size={14} aria-hidden="true" />
          Edit
        </Link>
        <Button
          look="outline-danger"
          icon={<Trash2 size={14} aria-hidden="true" />}
          onClick={() => setAsked(true)}
        >
          Delete
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={`Delete ${name}?`}
        text="What it does will not be done any more. This cannot be undone."
        confirm="Delete"
        refuse="Keep it"
        onConfirm={async () => {
          await api.deleteAutomation({ params: { id } });
          await navigate({ to: "/automations" as string });
        }}
      />
    </header>
  );
}
