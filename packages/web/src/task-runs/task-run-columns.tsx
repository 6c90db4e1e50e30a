import type { TaskRun } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { Duration } from "../components/duration.tsx";
import { RunLink } from "../components/run-link.tsx";
import { StateBadge } from "../components/state-badge.tsx";
import { TagList } from "../components/tag-list.tsx";
import { TimeAgo } from "../components/time.tsx";
import type { Column } from "../lists/data-table.tsx";
import { aboveRowLink, ROW_LINK, rowLinkClasses } from "../lists/use-table-keys.ts";

/** The columns of the list of task runs; `names` has those of their flow runs by id. */
export function taskRunColumns(names: ReadonlyMap<string, string>): Column<TaskRun>[] {
  return [
    {
      id: "state",
      title: "State",
      width: "w-36",
      cell: ({ state_type, state_name }) => (
        <span className="flex items-center">
          <StateBadge type={state_type ?? "PENDING"} name={state_name} />
        </span>
      ),
    },
    {
      id: "name",
      title: "Task run",
      sorts: ["NAME_ASC", "NAME_DESC"],
      cell: ({ id, name }) => (
        <Link
          to={`/runs/task-run/${id}` as string}
          {...ROW_LINK}
          className={`${rowLinkClasses} block max-w-full`}
        >
          {name}
        </Link>
      ),
    },
    {
      id: "flow-run",
      title: "Flow run",
      isMinor: true,
      cell: ({ flow_run_id: id }) =>
        id ? (
          <span className={`${aboveRowLink} block truncate`}>
            <RunLink flowRunId={id} className="text-text-soft hover:underline">
              {names.get(id) ?? "its flow run"}
            </RunLink>
          </span>
        ) : (
          <span className="text-text-faint">in the background</span>
        ),
    },
    {
      id: "start",
      title: "Started",
      width: "w-32 max-md:w-24",
      sorts: ["EXPECTED_START_TIME_DESC", "EXPECTED_START_TIME_ASC"],
      cell: ({ start_time, expected_start_time }) => {
        const at = start_time ?? expected_start_time;
        return at && <TimeAgo value={at} className={`${aboveRowLink} text-text-soft`} />;
      },
    },
    {
      id: "duration",
      title: "Duration",
      width: "w-24",
      align: "right",
      isMinor: true,
      cell: ({ start_time, end_time }) =>
        start_time && <Duration start={start_time} end={end_time} className="text-text-soft" />,
    },
    {
      id: "attempts",
      title: "Attempts",
      width: "w-24",
      align: "right",
      isMinor: true,
      cell: ({ run_count }) => <span className="tabular text-text-soft">{run_count}</span>,
    },
    { id: "tags", title: "Tags", width: "w-44", isMinor: true, cell: ({ tags }) => <TagList tags={tags} /> },
  ];
}
