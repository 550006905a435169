/** Schedules: how the learning rate changes in the course of a training. */

/** The factor of the learning rate at a step, counted from 0 through all epochs. */
export type Schedule = (step: number) => number;

/** The schedules there are, each made by a function. */
export const schedules: Readonly<Record<"constant", () => Schedule>> = {
  /** The learning rate as it is. */
  constant: () => () => 1,
};
