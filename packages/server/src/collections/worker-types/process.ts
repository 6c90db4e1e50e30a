import { common, commonConfiguration, streamOutput, text, variable, type WorkerType } from "./worker-type.ts";

export const processType: WorkerType = {
  type: "process",
  package: "prefect",
  displayName: "Process",
  description: "Runs each flow run as a process of the machine that the worker is on. A good place to begin.",
  documentationUrl: "https://docs.prefect.io/latest/api-ref/prefect/workers/process/",
  installCommand: "npm install reeve",
  logo: "process.svg",
  jobConfiguration: {
    ...commonConfiguration,
    stream_output: variable("stream_output"),
    working_dir: variable("working_dir"),
  },
  variables: {
    ...common,
    stream_output: streamOutput,
    working_dir: text(
      "Working Directory",
      "The folder that runs begin in; one of its own for each run when left out.",
      { format: "path" },
    ),
  },
};
