import type { TaskRunRule } from "./task-run-transition.ts";

export const taskRunPolicy: readonly TaskRunRule[] = [];
export const backgroundTaskRunPolicy: readonly TaskRunRule[] = [];
export const forcedTaskRunPolicy: readonly TaskRunRule[] = [];
