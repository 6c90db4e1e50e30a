import { useId, useState } from "react";
import { apiUrl } from "../api/base-url.ts";
import { CopyButton } from "./copy-button.tsx";
import { Tabs } from "./tabs.tsx";

type Language = "typescript" | "python";

const TABS = [
  { id: "typescript", label: "TypeScript" },
  { id: "python", label: "Python" },
] as const satisfies readonly { id: Language; label: string }[];

const steps = (language: Language, url: string) =>
  language === "typescript"
    ? [
        { does: "Install the SDK", command: "npm install reeve" },
        { does: "Say where this server is", command: `export REEVE_API_URL=${url}` },
        {
          does: "Run a first flow",
          command: `node -e 'import("reeve").then(({ flow }) => flow("hello", () => console.log("Hello"))())'`,
        },
      ]
    : [
        { does: "Install the client", command: "pip install prefect" },
        { does: "Say where this server is", command: `export PREFECT_API_URL=${url}` },
        {
          does: "Run a first flow",
          command: `python -c 'from prefect import flow; flow(name="hello")(lambda: print("Hello"))()'`,
        },
      ];

/** What a server without any run shows: three commands to the first one. */
export function FirstSteps() {
  const [language, setLanguage] = useState<Language>("typescript");
  const panelId = useId();
  const url = apiUrl("").href;
  return (
    <section className="mx-auto w-full max-w-2xl px-4 py-10">
      <h2 className="font-medium text-text text-xl">No runs yet</h2>
      <p className="mt-1 text-text-soft">
        Three commands to the first one. It appears here by itself, as soon as it starts.
      </p>
      <Tabs
        label="Language"
        tabs={TABS}
        value={language}
        onChange={setLanguage}
        panelId={panelId}
        className="mt-5 border-line border-b"
      />
      <div id={panelId} role="tabpanel" aria-label="Commands">
        <ol className="mt-4 flex flex-col gap-4">
          {steps(language, url).map(({ does, command }, index) => (
            <li key={does} className="flex gap-3">
              <span
                aria-hidden="true"
                className="tabular grid size-6 shrink-0 place-items-center rounded-full border border-line-strong text-text-soft text-xs"
              >
                {index + 1}
              </span>
              <div className="min-w-0 grow">
                <p className="leading-6">{does}</p>
                <div className="mt-1 flex items-start gap-1 rounded-lg border border-line bg-sunken p-1 pl-3">
                  <code className="min-w-0 grow py-1 font-mono text-xs leading-5 [overflow-wrap:anywhere]">
                    {command}
                  </code>
                  <CopyButton text={command} label={`Copy: ${does}`} />
                </div>
              </div>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}
