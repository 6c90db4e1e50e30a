import { clsx } from "clsx";
import {
  BellRing,
  Cloud,
  Container,
  Database,
  Folder,
  KeyRound,
  Lock,
  type LucideIcon,
  Mail,
  MessageSquare,
  Send,
  ShipWheel,
  Siren,
  Smartphone,
  SquareTerminal,
  Webhook,
} from "lucide-react";
import { familyOf, initialsOf, type KindFamily } from "./kind-family.ts";

const SIGNS: Readonly<Record<KindFamily, LucideIcon>> = {
  secret: Lock,
  credentials: KeyRound,
  chat: MessageSquare,
  telegram: Send,
  email: Mail,
  sms: Smartphone,
  push: BellRing,
  alert: Siren,
  bucket: Database,
  files: Folder,
  webhook: Webhook,
  process: SquareTerminal,
  container: Container,
  kubernetes: ShipWheel,
  cloud: Cloud,
};

type Props = {
  /** The slug of a type of blocks, or a type of pools. */
  kind: string;
  name: string;
  /** Alone in a line of text it has no ground. */
  look?: "tile" | "plain";
};

/** A sign for a type of blocks or pools by what it is for; what is not known has its initials. */
export function KindMark({ kind, name, look = "tile" }: Props) {
  const family = familyOf(kind);
  const Sign = family && SIGNS[family];
  const isTile = look === "tile";
  return (
    <span
      aria-hidden="true"
      className={clsx(
        "grid shrink-0 place-items-center font-semibold",
        isTile ? "size-9 rounded-lg bg-selected text-accent text-xs" : "size-4 text-2xs text-text-faint",
      )}
    >
      {Sign ? <Sign size={isTile ? 18 : 14} /> : initialsOf(name)}
    </span>
  );
}
