/** How the program ends, as the shell sees it. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;

/** The signals that ask a program to end, and their numbers: Ctrl-C, `kill`, a terminal that closes. */
export const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

/** What asks a program to end. */
export type EndSignal = keyof typeof SIGNALS;

/** The exit code of a program that a signal ended. */
export function exitCodeOf(signal: EndSignal): number {
  return 128 + SIGNALS[signal];
}
