/** What all statistics of a study share: how sure they are to be, and what undefined is. */

/** A difference counts as found below this p-value; and the power to be had at it. */
export const ALPHA = 0.05;
export const POWER = 0.8;

/** The level of intervals. */
export const LEVEL = 1 - ALPHA;

/** The lower and the upper end of an interval. */
export type Interval = readonly [low: number, high: number];
