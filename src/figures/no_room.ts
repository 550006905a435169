/** The error of a figure that is too small for its text. */

import { UsageError } from "../errors.ts";
import type { Theme } from "./theme.ts";

/** Thrown where text leaves no room for data. */
export class NoRoomError extends UsageError {
  constructor({ size }: Theme) {
    super(
      `expected room for data, got text of ${
        Number(size.label.toFixed(2))
      } points in so narrow a ` +
        "figure; take a smaller font size or a greater width",
    );
  }
}
