import type { BlockDocument } from "@reeve/protocol";
import { Link, useNavigate } from "@tanstack/react-router";
import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Button, buttonClasses } from "../components/button.tsx";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { CopyButton } from "../components/copy-button.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { JsonView } from "../components/json-view.tsx";
import { KindMark } from "../components/kind-mark.tsx";
import { Loaded } from "../components/loaded.tsx";
import { TimeAgo } from "../components/time.tsx";
import { pythonSnippet } from "./block-snippets.ts";
import { useBlock } from "./use-block.ts";
import { UsedBy } from "./used-by.tsx";

/** One block: its values, secrets masked, and how a program gets it. */
export function BlockPage({ id }: { id: string }) {
  return (
    <Loaded query={useBlock(id)} failure="The block could not be read" title="Block">
      {(block) => <BlockView block={block} />}
    </Loaded>
  );
}

function BlockView({ block }: { block: BlockDocument }) {
  const { id } = block;
  const navigate = useNavigate();
  const [isDoomed, setDoomed] = useState(false);
  const snippet = pythonSnippet(block);
  return (
    <>
      <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-4 py-2.5">
        <KindMark kind={block.block_type?.slug ?? ""} name={block.block_type_name ?? ""} />
        <h1 className="min-w-0 truncate font-semibold text-lg tracking-tight">{block.name}</h1>
        <span className="text-text-soft">{block.block_type_name}</span>
        <div className="ml-auto flex items-center gap-2">
          <Link to="/blocks/block/$id/edit" params={{ id }} className={buttonClasses()}>
            <Pencil size={14} aria-hidden="true" />
            Edit
          </Link>
          <Button
            look="outline-danger"
            icon={<Trash2 size={14} aria-hidden="true" />}
            onClick={() => setDoomed(true)}
          >
            Delete
          </Button>
        </div>
      </header>
      <div className="flex min-h-0 max-w-4xl grow flex-col gap-5 overflow-y-auto p-4">
        <section className="flex flex-col gap-2">
          <h2 className="font-medium text-sm">Values</h2>
          <JsonView value={block.data} />
        </section>
        <section className="flex flex-col gap-2">
          <h2 className="font-medium text-sm">In Python</h2>
          <div className="relative rounded-md border border-line bg-sunken">
            <pre
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keys.
              tabIndex={0}
              className="overflow-x-auto p-3 pr-10 font-mono text-xs leading-5"
            >
              {snippet}
            </pre>
            <div className="absolute top-1 right-1 rounded-md bg-sunken">
              <CopyButton text={snippet} label="Copy the code" />
            </div>
          </div>
        </section>
        <UsedBy block={block} />
        <Facts>
          <Fact name="Created">{block.created && <TimeAgo value={block.created} />}</Fact>
          <Fact name="Changed">{block.updated && <TimeAgo value={block.updated} />}</Fact>
          <Fact name="ID">
            <code className="break-all font-mono text-xs">{block.id}</code>
          </Fact>
        </Facts>
      </div>
      <ConfirmDialog
        isOpen={isDoomed}
        onClose={() => setDoomed(false)}
        title={`Delete ${block.name}?`}
        text="Flows and blocks that use it fail. This cannot be undone."
        confirm="Delete"
        refuse="Keep it"
        onConfirm={async () => {
          await api.deleteBlockDocument({ params: { id } });
          await navigate({ to: "/blocks" });
        }}
      />
    </>
  );
}
