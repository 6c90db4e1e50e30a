import { ImageOff, Image as ImageSign } from "lucide-react";
import { useState } from "react";
import { Button } from "./button.tsx";

type Props = { src: string; alt: string };

/** A picture. One from another server is fetched when somebody asks for it: fetching tells that server of it. */
export function Picture({ src, alt }: Props) {
  const host = hostOf(src);
  const [isWanted, setWanted] = useState(false);
  const [isBroken, setBroken] = useState(false);
  if (host === undefined || isBroken) {
    return (
      <span className="inline-flex items-center gap-1.5 text-text-soft">
        <ImageOff size={14} aria-hidden="true" />
        {alt || "The picture"} cannot be shown
      </span>
    );
  }
  if (host !== "" && !isWanted) {
    return (
      <span className="inline-flex flex-wrap items-center gap-2">
        <Button icon={<ImageSign size={14} aria-hidden="true" />} onClick={() => setWanted(true)}>
          Show the picture from {host}
        </Button>
        {alt && <span className="text-text-soft">{alt}</span>}
      </span>
    );
  }
  return (
    <img
      src={src}
      alt={alt}
      referrerPolicy="no-referrer"
      onError={() => setBroken(true)}
      className="max-h-[70vh] max-w-full rounded-md border border-line object-contain"
    />
  );
}

/** Whose server a picture is on: empty for this one and for pictures that are in the text; undefined for what is none. */
function hostOf(src: string): string | undefined {
  if (/^data:image\//i.test(src)) return "";
  const url = URL.parse(src, location.href);
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  return url.origin === location.origin ? "" : url.host;
}
