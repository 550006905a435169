/** What measures texts and draws pages: the drawing library in Deno, the browser in a page. */

import type { Measure, Scene } from "./scene.ts";

export interface Canvas {
  readonly measure: Measure;
  /** Drawn at `dpi` dots per inch, and saying so. */
  png(page: Scene, dpi: number): Uint8Array;
  svg(page: Scene): string;
  pdf(page: Scene): Uint8Array;
}
