/** Whether programs compute the same: only then their times can be compared. */
import { LabError } from "../../src/errors.ts";

/** How far losses may be apart, relative to the first: the order of sums differs between programs. */
const TOLERANCE = 1e-3;

/** Throws `LabError`, with all the losses, unless they are numbers near the first one. */
export function requireAgreement(losses: ReadonlyMap<string, number>, steps: number): void {
  const [reference] = losses.values();
  const agrees = (loss: number) =>
    Number.isFinite(loss) && Math.abs(loss - reference!) <= TOLERANCE * Math.abs(reference!);
  const entries = [...losses];
  if (entries.every(([, loss]) => agrees(loss))) return;
  const list = entries.map(([name, loss]) => `  ${loss}  ${name}${agrees(loss) ? "" : " (!)"}`);
  throw new LabError(
    `after ${steps} steps from the same start the losses are not the same, so these programs ` +
      `do not compute the same step and their times mean nothing:\n${list.join("\n")}`,
  );
}
