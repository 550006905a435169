/** The F distribution. */
import { jStat } from "./jstat.ts";

/** P(X ≥ x), with a small relative error however far out. */
export function fTail(x: number, [df1, df2]: readonly [number, number]): number {
  return jStat.ibeta(df2 / (df2 + df1 * x), df2 / 2, df1 / 2);
}
