import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "./button.tsx";
import { copyText } from "./copy-text.ts";
import { toast } from "./toast.tsx";

/** Copies a text, and says so. */
export function CopyButton({ text, label = "Copy" }: { text: string; label?: string }) {
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (!isDone) return;
    const timer = setTimeout(() => setDone(false), 1_500);
    return () => clearTimeout(timer);
  }, [isDone]);
  const copy = async () => {
    await copyText(text);
    setDone(true);
    toast("Copied");
  };
  return (
    <IconButton label={label} onClick={() => void copy()}>
      {isDone ? <Check size={14} className="text-completed" /> : <Copy size={14} />}
    </IconButton>
  );
}
