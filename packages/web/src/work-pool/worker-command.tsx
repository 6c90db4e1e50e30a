import { CopyButton } from "../components/copy-button.tsx";

// A word with anything else in it would be more than one to a shell.
const PLAIN_WORD = /^[\w.:@/-]+$/;
const shellWord = (text: string) =>
  PLAIN_WORD.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

type Props = { pool: string; queue?: string; worker?: string };

/** The commands that start a worker for a pool, or a queue of it, under a name or one of its own. */
export function WorkerCommands({ pool, queue, worker }: Props) {
  const options = [
    `-p ${shellWord(pool)}`,
    ...(queue ? [`-q ${shellWord(queue)}`] : []),
    ...(worker ? [`-n ${shellWord(worker)}`] : []),
  ].join(" ");
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-medium text-sm">{worker ? "Start it again" : "Start a worker"}</h2>
      <Command text={`reeve worker start ${options}`} />
      <Command text={`prefect worker start ${options}`} />
    </section>
  );
}

const Command = ({ text }: { text: string }) => (
  <div className="flex items-center gap-1 rounded-md border border-line bg-sunken py-0.5 pr-0.5 pl-2.5">
    <code className="min-w-0 grow break-words py-1 font-mono text-xs">{text}</code>
    <CopyButton text={text} label={`Copy "${text}"`} />
  </div>
);
