/** What a worker tells the person at its terminal. */
export type WorkerLog = {
  info(message: string): void;
  warn(message: string): void;
};
