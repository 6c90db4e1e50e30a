import type { Log, RunRow } from "@reeve/protocol";
import { LogTail } from "../../components/log-tail.tsx";
import { cellClasses, tableClasses } from "./compare-table.tsx";

type Props = { rows: readonly RunRow[]; tails: readonly (readonly Log[])[] };

/** How the log of each run ends, beside each other. */
export function LogTails({ rows, tails }: Props) {
  return (
    <table aria-label="Ends of the logs" className={`${tableClasses} ${rows.length > 2 ? "min-w-xl" : ""}`}>
      <thead className="text-text-faint text-xs">
        <tr>
          <th scope="col" className={`${cellClasses} w-44 font-medium max-md:w-24`}>
            End of the log
          </th>
          {rows.map(({ flow_run: { id, name } }) => (
            <th key={id} scope="col" className={`${cellClasses} truncate font-medium`}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row" className={`${cellClasses} font-normal text-text-soft`}>
            The last lines
          </th>
          {tails.map((lines, at) => (
            <td key={rows[at]?.flow_run.id} className={`${cellClasses} align-top`}>
              <LogTail lines={lines} />
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}
