import { Download } from "lucide-react";
import { apiUrl } from "../../api/base-url.ts";
import { IconButton } from "../../components/button.tsx";
import { Menu, MenuItem, MenuLine } from "../../components/menu.tsx";
import { downloadJson, downloadLines } from "./download-lines.ts";
import type { LogLine } from "./log-store.ts";

type Props = { lines: readonly LogLine[]; fileName: string; flowRunId: string };

/** Saves the lines that are shown, or has the server send the whole log. */
export function DownloadMenu({ lines, fileName, flowRunId }: Props) {
  const whole = () => {
    const link = document.createElement("a");
    link.href = apiUrl(`/flow_runs/${flowRunId}/logs/download`).href;
    link.download = `${fileName}.csv`;
    link.click();
  };
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label="Download">
          <Download size={15} aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => downloadLines(lines, `${fileName}.log`)}>These lines as text</MenuItem>
      <MenuItem onSelect={() => downloadJson(lines, `${fileName}.json`)}>These lines as JSON</MenuItem>
      <MenuLine />
      <MenuItem onSelect={whole}>The whole log as CSV</MenuItem>
    </Menu>
  );
}
