import { apart, reactive, type TriggerCases } from "./trigger-case.ts";

/** Triggers that fire on what happens. */
export const REACTIVE_CASES: TriggerCases = {
  "a reactive trigger": {
    "fires on each expected event": {
      trigger: reactive({ expect: ["a"] }),
      events: [
        [1, "a"],
        [2, "b"],
        [3, "a"],
      ],
      firings: ["1: a@1", "3: a@3"],
    },
    "expects any event when it names none": {
      trigger: reactive({}),
      events: [
        [1, "a"],
        [2, "b"],
      ],
      firings: ["1: a@1", "2: b@2"],
    },
    "expects what fits a pattern, whose star stands for one character at least": {
      trigger: reactive({ expect: ["shop.*", "*.end", "x*y"] }),
      events: [
        [1, "shop.sold"],
        [2, "shopping"],
        [3, "shop."],
        [4, "the.end"],
        [5, ".end"],
        [6, "xy"],
        [7, "x.y"],
        [8, "x.y.z"],
      ],
      firings: ["1: shop.sold@1", "4: the.end@4", "7: x.y@7"],
    },
    "takes a name for what it is when it begins with an exclamation mark": {
      trigger: reactive({ expect: ["!a"] }),
      events: [
        [1, "b"],
        [2, "a"],
      ],
      firings: [],
    },
    "takes a question mark in a name for itself, and no brackets": {
      trigger: reactive({ expect: ["a?", "[ab]"] }),
      events: [
        [1, "a?"],
        [2, "ab"],
        [3, "a"],
        [4, "[ab]"],
      ],
      firings: ["1: a?@1"],
    },
    "expects what does not fit of the names that it knows": {
      trigger: reactive({ after: ["*.begun", "?"], expect: ["!x.*"], within: 10 }),
      events: [
        [0, "x.begun"],
        [1, "y.begun"],
        [2, "?"],
        [3, "z"],
        [4, "x.begun"],
      ],
      firings: ["1: y.begun@1"],
    },
    "counts without a time until it has enough, then begins anew": {
      trigger: reactive({ expect: ["a"], threshold: 3 }),
      events: [
        [1, "a"],
        [50, "a"],
        [55, "a"],
        [56, "a"],
        [57, "a"],
        [58, "a"],
      ],
      firings: ["55: a@55", "58: a@58"],
    },
    "fires as soon as enough came within its time, and rests until that is over": {
      trigger: reactive({ expect: ["a"], threshold: 2, within: 60 }),
      events: [
        [0, "a"],
        [10, "a"],
        [20, "a"],
        [30, "a"],
        [61, "a"],
        [62, "a"],
      ],
      firings: ["10: a@10", "62: a@62"],
    },
    "does not fire when too few came within its time": {
      trigger: reactive({ expect: ["a"], threshold: 2, within: 10 }),
      events: [
        [0, "a"],
        [11, "a"],
        [22, "a"],
      ],
      firings: [],
    },
    "counts an event after its time as the first of the next": {
      trigger: reactive({ expect: ["a"], threshold: 2, within: 10 }),
      events: [
        [0, "a"],
        [11, "a"],
        [20, "a"],
      ],
      firings: ["20: a@20"],
    },
    "of one event fires once within its time": {
      trigger: reactive({ expect: ["a"], within: 10 }),
      events: [
        [0, "a"],
        [5, "a"],
        [9.9, "a"],
        [10, "a"],
        [30, "a"],
      ],
      firings: ["0: a@0", "10: a@10", "30: a@30"],
    },
    "counts an event that comes late with those of its first window": {
      trigger: reactive({ expect: ["a"], threshold: 2, within: 10 }),
      events: [
        [5, "a"],
        [0, "a"],
      ],
      firings: ["5: a@0"],
    },
    "leaves out an event from before its window": {
      trigger: reactive({ expect: ["a"], within: 10 }),
      events: [
        [0, "a"],
        [1, "a"],
        [10, "a"],
        [5, "a"],
      ],
      firings: ["0: a@0", "10: a@10"],
    },
    "counts apart what it is to count apart": {
      trigger: reactive({ expect: ["a"], threshold: 2, within: 60, ...apart }),
      events: [
        [0, "a", "x"],
        [1, "a", "y"],
        [2, "a", "x"],
        [3, "a", "z"],
        [4, "a", "y"],
      ],
      firings: ["2: a@2 for x", "4: a@4 for y"],
    },
    "counts apart by a label of a related resource": {
      trigger: reactive({ expect: ["a"], threshold: 2, within: 60, for_each: ["related:flow:name"] }),
      events: [
        [0, "a", "1", { related: [{ "prefect.resource.role": "flow", name: "x" }] }],
        [1, "a", "2", { related: [{ "prefect.resource.role": "tag", name: "x" }] }],
        [2, "a", "3", { related: [{ "prefect.resource.role": "flow", name: "x" }] }],
      ],
      firings: ["2: a@2 for x"],
    },
    "puts an event back until the one it follows has come": {
      trigger: reactive({ after: ["a"], expect: ["b"], within: 10 }),
      events: [
        [2, "b", "r", { follows: "a@1" }],
        [1, "a"],
        [3, "b"],
      ],
      firings: ["2: b@2"],
    },
  },
  "a reactive trigger that wants certain resources": {
    "goes by their labels, in which a star stands for anything": {
      trigger: reactive({ expect: ["a"], match: { "prefect.resource.id": ["x", "y.*"], color: "!red" } }),
      events: [
        [1, "a", "x", { labels: { color: "blue" } }],
        [2, "a", "x", { labels: { color: "red" } }],
        [3, "a", "x"],
        [4, "a", "y.", { labels: { color: "" } }],
        [5, "a", "z", { labels: { color: "blue" } }],
      ],
      firings: ["1: a@1", "4: a@4"],
    },
    "goes by sets of characters, and by any one character": {
      trigger: reactive({ expect: ["a"], match: { "prefect.resource.id": "pool-?", size: "[!s-]*" } }),
      events: [
        [1, "a", "pool-1", { labels: { size: "large" } }],
        [2, "a", "pool-12", { labels: { size: "large" } }],
        [3, "a", "pool-1", { labels: { size: "small" } }],
        [4, "a", "pool-1", { labels: { size: "" } }],
        [5, "a", "pool-1", { labels: { size: "?" } }],
      ],
      firings: ["1: a@1", "5: a@5"],
    },
    "needs each of those it wants among the related": {
      trigger: reactive({
        expect: ["a"],
        match_related: [{ "prefect.resource.id": "f" }, { "prefect.resource.id": "t" }],
      }),
      events: [
        [1, "a", "r", { related: [{ "prefect.resource.id": "f" }, { "prefect.resource.id": "t" }] }],
        [2, "a", "r", { related: [{ "prefect.resource.id": "f" }] }],
        [3, "a", "r"],
      ],
      firings: ["1: a@1"],
    },
  },
  "a reactive trigger with something to come after": {
    "counts once that has come": {
      trigger: reactive({ after: ["a"], expect: ["b"], within: 10 }),
      events: [
        [0, "b"],
        [1, "a"],
        [2, "b"],
        [3, "b"],
      ],
      firings: ["2: b@2"],
    },
    "forgets it when its time is over": {
      trigger: reactive({ after: ["a"], expect: ["b"], within: 10 }),
      events: [
        [0, "a"],
        [10, "b"],
        [11, "a"],
        [12, "b"],
      ],
      firings: ["12: b@12"],
    },
    "waits for it again after it fired": {
      trigger: reactive({ after: ["a"], expect: ["b"], threshold: 2, within: 60 }),
      events: [
        [0, "a"],
        [1, "b"],
        [2, "b"],
        [3, "b"],
        [4, "b"],
      ],
      firings: ["2: b@2"],
    },
    "goes by the first of several": {
      trigger: reactive({ after: ["a"], expect: ["b"], within: 10 }),
      events: [
        [0, "a"],
        [8, "a"],
        [11, "b"],
      ],
      firings: [],
    },
    "that is expected as well fires on the second": {
      trigger: reactive({ after: ["a"], expect: ["a"], within: 10 }),
      events: [
        [0, "a"],
        [5, "a"],
      ],
      firings: ["5: a@5"],
    },
    "keeps the windows of different resources apart": {
      trigger: reactive({ after: ["a"], expect: ["b"], within: 10, ...apart }),
      events: [
        [0, "a", "x"],
        [1, "b", "y"],
        [2, "b", "x"],
      ],
      firings: ["2: b@2 for x"],
    },
  },
};
