import type { ReactNode } from "react";
import { ErrorState } from "../components/error-state.tsx";
import type { PageList } from "./use-page-list.ts";

type Props<Row> = {
  title: string;
  list: PageList<Row>;
  /** "The variables could not be read". */
  failure: string;
  /** What narrows the list. */
  filters?: ReactNode;
  /** What can be done on the page as a whole. */
  actions?: ReactNode;
  /** What stands above everything, such as tabs. */
  top?: ReactNode;
  /** In place of the table when there are no rows. */
  empty: ReactNode;
  children: ReactNode;
};

/** A page that is a list: what narrows it, what can be made, and the rows below. */
export function ListPage<Row>({ title, list, failure, filters, actions, top, empty, children }: Props<Row>) {
  return (
    <>
      <h1 className="sr-only">{title}</h1>
      {top}
      {(filters || actions) && (
        <div className="flex shrink-0 flex-col gap-2 border-line border-b px-3 py-2 md:flex-row md:items-center">
          {filters}
          {actions && <div className="flex shrink-0 items-center gap-2 md:ml-auto">{actions}</div>}
        </div>
      )}
      <section
        aria-label={title}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys even when nothing in it is.
        tabIndex={0}
        className="relative min-h-0 grow overflow-auto outline-offset-[-2px]"
      >
        {list.error ? (
          <ErrorState error={list.error} title={failure} onRetry={list.retry} />
        ) : list.rows?.length === 0 ? (
          empty
        ) : (
          children
        )}
      </section>
    </>
  );
}
