/**
 * The drawing library and its font, at their exact versions: some 30 MB, fetched and loaded when
 * first something is drawn. A specifier in a variable keeps them out of the module graph until then.
 */
import { fileURLToPath } from "node:url";

const CANVAS: string = "npm:@napi-rs/canvas@1.0.11";
const FONT: string = "npm:@fontsource/arimo@5.3.0";

/** Loads the drawing library. */
export function loadCanvas(): Promise<typeof import("npm:@napi-rs/canvas@1.0.11")> {
  return import(CANVAS);
}

/** Arimo, whose letters are as wide as Arial's, comes in parts; these are looked up in this order. */
export const FONT_SUBSETS = ["latin", "latin-ext", "greek", "cyrillic"] as const;

/** The parts of the font, and the paths of their files. */
export async function locateFont(): Promise<
  { subset: typeof FONT_SUBSETS[number]; path: string }[]
> {
  // Makes the package known, so that its files have a place.
  await import(`${FONT}/package.json`, { with: { type: "json" } });
  return FONT_SUBSETS.map((subset) => {
    const file = `${FONT}/files/arimo-${subset}-400-normal.woff2`;
    return { subset, path: fileURLToPath(import.meta.resolve(file)) };
  });
}
