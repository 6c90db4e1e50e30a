import type { Resource } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { nameOf, resourcePlace } from "./resource-place.ts";

type Props = { resource: Resource; related?: readonly Resource[]; className?: string };

/** The name of a resource, which leads to its page where it has one. */
export function ResourceLink({ resource, related, className = "" }: Props) {
  const place = resourcePlace(resource, related);
  const name = nameOf(resource);
  if (!place) return <span className={className}>{name}</span>;
  const [to, query] = place.split("?");
  return (
    <Link
      to={to as string}
      search={Object.fromEntries(new URLSearchParams(query)) as never}
      className={`text-accent hover:underline ${className}`}
    >
      {name}
    </Link>
  );
}
