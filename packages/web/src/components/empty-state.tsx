import type { ReactNode } from "react";

type Props = {
  icon?: ReactNode;
  title: string;
  /** 1 where it is all there is on the page. */
  level?: 1 | 2;
  children?: ReactNode;
  actions?: ReactNode;
};

/** What stands where there is nothing yet: why, and what to do. */
export function EmptyState({ icon, title, level = 2, children, actions }: Props) {
  const Heading = `h${level}` as const;
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-12 text-center">
      {icon && (
        <div className="mb-1 grid size-10 place-items-center rounded-xl border border-line bg-surface text-text-faint shadow-low">
          {icon}
        </div>
      )}
      <Heading className="font-medium text-base text-text">{title}</Heading>
      {children && <div className="text-text-soft">{children}</div>}
      {actions && <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
