import { Monitor, Moon, Sun } from "lucide-react";
import type { ThemeChoice } from "./theme.ts";

/** The themes one can choose, as people are shown them. */
export const THEMES: readonly { id: ThemeChoice; label: string; Icon: typeof Sun }[] = [
  { id: "light", label: "Light", Icon: Sun },
  { id: "dark", label: "Dark", Icon: Moon },
  { id: "system", label: "System", Icon: Monitor },
];
