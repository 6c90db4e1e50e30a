import type { FlowRunRule } from "./flow-run-transition.ts";

export const flowRunPolicy: readonly FlowRunRule[] = [];
export const forcedFlowRunPolicy: readonly FlowRunRule[] = [];
