import { formatDuration } from "../../components/format-duration.ts";
import type { TaskLine, TaskSpan } from "./compare-model.ts";
import { cellClasses, tableClasses } from "./compare-table.tsx";

type Props = { lines: readonly TaskLine[]; names: readonly string[] };

/** How long each task took in each of the runs, as bars on one scale. */
export function TaskTable({ lines, names }: Props) {
  if (lines.length === 0) return null;
  const longest = Math.max(1, ...lines.flatMap(({ spans }) => spans.map((span) => span?.milliseconds ?? 0)));
  return (
    <table aria-label="Tasks" className={`${tableClasses} ${names.length > 2 ? "min-w-xl" : ""}`}>
      <thead className="text-text-faint text-xs">
        <tr>
          <th scope="col" className={`${cellClasses} w-44 font-medium max-md:w-24`}>
            Task
          </th>
          {names.map((name) => (
            <th key={name} scope="col" className={`${cellClasses} truncate font-medium`}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ name, spans }) => (
          <tr key={name}>
            <th scope="row" className={`${cellClasses} font-medium`}>
              {name}
            </th>
            {spans.map((span, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the runs never change places.
              <td key={at} className={cellClasses}>
                <Span span={span} longest={longest} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Span({ span, longest }: { span: TaskSpan | undefined; longest: number }) {
  if (!span) return <span className="text-text-soft">did not run</span>;
  const { milliseconds, runs, failed } = span;
  return (
    <span className="flex flex-col gap-1">
      <span className="tabular flex flex-wrap gap-x-2">
        {formatDuration(milliseconds)}
        {runs > 1 && <span className="text-text-soft">{runs} runs</span>}
        {failed > 0 && <span className="text-failed">{failed} failed</span>}
      </span>
      <span
        aria-hidden="true"
        className={`h-1.5 min-w-0.5 rounded-full ${failed > 0 ? "bg-failed-fill" : "bg-accent-fill"}`}
        style={{ width: `${(milliseconds / longest) * 100}%` }}
      />
    </span>
  );
}
