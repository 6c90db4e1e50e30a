import { ListTree } from "lucide-react";

/** The pages of the rail, in its order. Only what exists stands here. */
export const NAVIGATION = [
  { to: "/runs", label: "Runs", Icon: ListTree, keys: "g r", does: "Go to runs" },
] as const;
