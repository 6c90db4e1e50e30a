import type { RunListSearch } from "./run-list-search.ts";

/** Puts other filters into the address; `replace` leaves no step for Back. */
export type ChangeSearch = (patch: Partial<RunListSearch>, options?: { replace?: boolean }) => void;
