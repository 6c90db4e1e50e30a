/**
 * `connecting`: no answer yet. `live`: the server pushes what changes.
 * `polling`: the socket was lost; pages read again every 15 s while it is tried anew.
 */
export type LiveStatus = "connecting" | "live" | "polling";
