/** Up to how many lines of a level are counted in the log of a run in a list: more would cost more than they tell. */
export const MOST_LOG_COUNT = 1000;
