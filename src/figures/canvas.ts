/** What measures texts and draws pages: the drawing library in Deno, the browser in a page. */

import type { Texts } from "./provenance.ts";
import type { Measure, Scene } from "./scene.ts";

/** The texts say how the figure was made. */
export interface Canvas {
  readonly measure: Measure;
  /** Drawn at `dpi` dots per inch, and saying so. */
  png(page: Scene, dpi: number, texts: Texts): Uint8Array;
  /** With texts as outlines where it can make them, unless they are to be `editable`. */
  svg(page: Scene, texts: Texts, editable: boolean): string;
  pdf(page: Scene, texts: Texts): Uint8Array;
}
