import type { LogShipper } from "@reeve/client";
import { currentTimestamp } from "@reeve/protocol/timestamp";
import type { OutputLine } from "./launchers/launcher.ts";

const INFO = 20;
const WARNING = 30;
// How both SDKs print the lines that they send to the server themselves.
const LOG_LINE = /^\d\d:\d\d:\d\d\.\d{3} \| (?:DEBUG|INFO|WARNING|ERROR|CRITICAL)\s*\| /;

/**
 * Puts what a flow run writes to its standard output and error into its log, and on the worker's terminal.
 * Lines of the SDK's own log are left out of the former: the SDK sends those itself. Such a line may go on in lines
 * without its beginning (a traceback), until the next one.
 */
export function runOutput(logs: Pick<LogShipper, "add">, flowRunId: string, print: (text: string) => void) {
  let isOwnLog = false;
  return ({ stream, text }: OutputLine): void => {
    print(text);
    if (stream === "stderr") {
      isOwnLog = LOG_LINE.test(text) || (isOwnLog && text !== "");
      if (isOwnLog) return;
    }
    if (text.trim() === "") return;
    logs.add({
      name: `reeve.worker.${stream}`,
      level: stream === "stdout" ? INFO : WARNING,
      message: text,
      timestamp: currentTimestamp(),
      flow_run_id: flowRunId,
      task_run_id: null,
    });
  };
}
