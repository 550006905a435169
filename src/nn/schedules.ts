/** Schedules: how the learning rate changes in the course of a training. */
import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import {
  type NameEntry,
  type NumberParameter,
  parseParameterizedName,
} from "./parameterized_name.ts";

/** The factor of the learning rate at a step, counted from 0 through all epochs. */
export type Schedule = (step: number) => number;

/** The training that a schedule is for. */
export interface ScheduleSpan {
  /** Steps of all epochs; where training stops early, the rest of the schedule is not seen. */
  readonly steps: number;
  /** Steps of an epoch. */
  readonly stepsPerEpoch: number;
  /**
   * Of the steps, those at the beginning that raise the factor evenly from 1 / warmupSteps to 1; the
   * schedule has the rest (default: 0).
   */
  readonly warmupSteps?: number;
}

/** What makes a schedule, out of the values of a name's parameters. */
interface Entry extends NameEntry<NumberParameter> {
  readonly schedule: (
    parameters: Readonly<Record<string, number>>,
    span: Pick<ScheduleSpan, "steps" | "stepsPerEpoch">,
  ) => Schedule;
}

/** The name of a schedule, without its parameters. */
export type ScheduleName = "constant" | "step" | "cosine";

/** The schedules by name; steps, where they count them, are those after the warm-up. */
const SCHEDULES: Readonly<Record<ScheduleName, Entry>> = {
  /** The learning rate as it is. */
  constant: { schedule: () => () => 1 },

  /** Every so many epochs (`every`) the learning rate is multiplied by `gamma`: torch's StepLR. */
  step: {
    parameters: {
      every: {
        default: 10,
        rule: "an integer of epochs from 1 on",
        allows: (value) => Number.isSafeInteger(value) && value >= 1,
      },
      gamma: {
        default: 0.1,
        rule: "a number above 0 and at most 1",
        allows: (value) => value > 0 && value <= 1,
      },
    },
    schedule: ({ every, gamma }, { stepsPerEpoch }) => (step) =>
      gamma! ** Math.floor(step / (every! * stepsPerEpoch)),
  },

  /** Half a period of the cosine, from 1 to `floor` (Loshchilov and Hutter, 2017). */
  cosine: {
    parameters: {
      floor: {
        default: 0,
        rule: "a number from 0 to 1",
        allows: (value) => value >= 0 && value <= 1,
      },
    },
    schedule: ({ floor }, { steps }) => (step) =>
      floor! + (1 - floor!) * (1 + Math.cos(Math.PI * Math.min(step / steps, 1))) / 2,
  },
};

/**
 * The names of the schedules, the tutorial's first.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { scheduleNames } from "@activation-lab/activation-lab";
 *
 * assert.deepEqual(scheduleNames(), ["constant", "step", "cosine"]);
 * ```
 */
export function scheduleNames(): ScheduleName[] {
  return Object.keys(SCHEDULES) as ScheduleName[];
}

/** A schedule for any training. */
export interface NamedSchedule {
  /** Name and parameters, canonical. */
  readonly text: string;
  /** That of a training. Throws `UsageError` for a warm-up longer than it. */
  readonly schedule: (span: ScheduleSpan) => Schedule;
}

/**
 * The schedule of a text, such as `step:every=20,gamma=0.5` or `cosine:floor=0.01`:
 *
 * - `constant`: the learning rate as it is.
 * - `step`: multiplied by `gamma` (0.1) every so many epochs (`every`, 10).
 * - `cosine`: down along half a period of the cosine, to `floor` (0) at the end of the last epoch.
 *
 * A warm-up comes before all that, and the rest of the steps is the schedule's.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * const { schedule } = findSchedule("cosine");
 * const factor = schedule({ steps: 6, stepsPerEpoch: 3, warmupSteps: 2 });
 * const factors = [0, 1, 2, 3, 4, 5].map((step) => factor(step).toFixed(2));
 * assert.deepEqual(factors, ["0.50", "1.00", "1.00", "0.85", "0.50", "0.15"]);
 * ```
 *
 * Throws `UsageError` for a name or parameters that there are not, saying what there is.
 */
export function findSchedule(text: string): NamedSchedule {
  const { name, values, text: canonical } = parseParameterizedName("schedule", text, SCHEDULES);
  return { text: canonical, schedule: (span) => warmedUp(SCHEDULES[name], values, span) };
}

/** An entry's schedule, after the warm-up. */
function warmedUp(
  { schedule }: Entry,
  values: Readonly<Record<string, number>>,
  { steps, stepsPerEpoch, warmupSteps = 0 }: ScheduleSpan,
): Schedule {
  if (!(Number.isInteger(warmupSteps) && warmupSteps >= 0 && warmupSteps <= steps)) {
    throw new UsageError(
      `expected a warm-up of 0 to ${steps} steps, which the training has, ` +
        `got ${inspect(warmupSteps)}`,
    );
  }
  const main = schedule(values, { steps: steps - warmupSteps, stepsPerEpoch });
  return (step) => step < warmupSteps ? (step + 1) / warmupSteps : main(step - warmupSteps);
}
