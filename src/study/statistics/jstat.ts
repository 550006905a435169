/** jStat, which brings no types, with those of what is used of it. */
import { jstat } from "../dependencies.ts";

interface JStat {
  /** The error function, good to all digits. */
  erf(x: number): number;
  /** The regularized incomplete beta function Iₓ(a, b), good to seven digits. */
  ibeta(x: number, a: number, b: number): number;
  readonly normal: { inv(p: number, mean: number, sd: number): number };
  readonly studentt: { pdf(t: number, df: number): number; inv(p: number, df: number): number };
}

export const { jStat }: { readonly jStat: JStat } = jstat;
