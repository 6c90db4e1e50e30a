import { apart, proactive, type TriggerCases } from "./trigger-case.ts";

const OPENS_UNASKED =
  "A proactive trigger without for_each opens its first window by itself there, also when it has an `after`.";
const NAMES_THE_LATE = "There the event by which it is seen that the time is over counts as what fired it.";
const KEEPS_THE_WINDOW =
  "There a window goes on to its end when what it waits for has come, and opens no other.";

/** Triggers that fire on what does not happen. */
export const PROACTIVE_CASES: TriggerCases = {
  "a proactive trigger": {
    "fires each time nothing came": {
      trigger: proactive(),
      events: [],
      ticks: [0, 9, 10, 15, 20],
      firings: ["10: nothing", "20: nothing"],
    },
    "does not fire while what it expects comes": {
      trigger: proactive(),
      events: [
        [3, "b"],
        [12, "b"],
      ],
      ticks: [0, 5, 10, 15, 20],
      firings: [],
    },
    "fires when too few came, and names the last": {
      trigger: proactive({ threshold: 2 }),
      events: [
        [3, "b"],
        [12, "b"],
        [13, "b"],
      ],
      ticks: [0, 10, 20],
      firings: ["10: b@3"],
    },
    "fires for its window though it is looked at late": {
      trigger: proactive(),
      events: [[17, "b"]],
      ticks: [0, 18],
      firings: ["17: nothing"],
      prefect: { firings: ["17: b@17"], why: NAMES_THE_LATE },
    },
    "that counts apart says nothing of what never came": {
      trigger: proactive(apart),
      events: [],
      ticks: [0, 10, 20],
      firings: [],
    },
    "that counts apart misses what came too seldom": {
      trigger: proactive({ threshold: 2, ...apart }),
      events: [[1, "b", "x"]],
      ticks: [5, 11],
      firings: ["11: b@1 for x"],
    },
  },
  "a proactive trigger with something to come after": {
    "fires when nothing follows": {
      trigger: proactive({ after: ["a"], ...apart }),
      events: [[1, "a"]],
      ticks: [5, 10, 11, 25],
      firings: ["11: a@1 for r"],
    },
    "does not fire when what it expects follows": {
      trigger: proactive({ after: ["a"], ...apart }),
      events: [
        [1, "a"],
        [10, "b"],
      ],
      ticks: [5, 15, 25],
      firings: [],
    },
    "does not fire without it": {
      trigger: proactive({ after: ["a"], ...apart }),
      events: [[1, "b"]],
      ticks: [0, 10, 20],
      firings: [],
    },
    "does not fire without it, also when it counts nothing apart": {
      trigger: proactive({ after: ["a"] }),
      events: [[1, "c"]],
      ticks: [0, 10, 20],
      firings: [],
      prefect: { firings: ["10: nothing"], why: OPENS_UNASKED },
    },
    "waits anew for what comes after it has followed": {
      trigger: proactive({ after: ["a"], ...apart }),
      events: [
        [0, "a"],
        [1, "b"],
        [2, "a"],
      ],
      ticks: [5, 10, 12],
      firings: ["12: a@2 for r"],
      prefect: { firings: [], why: KEEPS_THE_WINDOW },
    },
    "is not fired by what follows too late": {
      trigger: proactive({ after: ["a"], ...apart }),
      events: [
        [0, "a"],
        [11, "b"],
        [12, "a"],
        [13, "b"],
      ],
      ticks: [30],
      firings: ["11: a@0 for r"],
      prefect: { firings: ["11: b@11 for r"], why: NAMES_THE_LATE },
    },
    "that is expected as well, as with heartbeats, fires when the next does not come": {
      trigger: proactive({ after: ["beat"], expect: ["beat", "done"], ...apart }),
      events: [
        [0, "beat", "x"],
        [1, "beat", "y"],
        [8, "beat", "x"],
        [9, "done", "y"],
        [16, "beat", "x"],
      ],
      ticks: [5, 10, 15, 20, 25, 26, 30],
      firings: ["26: beat@16 for x"],
    },
    "counts what it expects though it arrives before what opens the window": {
      trigger: proactive({ after: ["a"], ...apart }),
      events: [
        [2, "b", "x"],
        [1, "a", "x"],
      ],
      ticks: [5, 11, 20],
      firings: [],
    },
    "counts the end that arrives before the last heartbeat": {
      trigger: proactive({ after: ["beat"], expect: ["beat", "done"], ...apart }),
      events: [
        [0, "beat", "x"],
        [9, "done", "x"],
        [8, "beat", "x"],
      ],
      ticks: [10, 19, 30],
      firings: [],
    },
  },
};
