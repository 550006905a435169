/**
 * The drawing library and its fonts, at their exact versions: some 30 MB, fetched and loaded when
 * first something is drawn. A specifier in a variable keeps them out of the module graph until then.
 */
import { fileURLToPath } from "node:url";

const CANVAS: string = "npm:@napi-rs/canvas@1.0.11";
const ARIMO: string = "npm:@fontsource/arimo@5.3.0";
const DEJAVU: string = "npm:@fontsource/dejavu-sans@5.3.0";

/** Loads the drawing library. */
export function loadCanvas(): Promise<typeof import("npm:@napi-rs/canvas@1.0.11")> {
  return import(CANVAS);
}

/** Arimo, whose letters are as wide as Arial's, comes in parts. */
const SUBSETS = ["latin", "latin-ext", "greek", "cyrillic"] as const;

/** Where a character is looked up, in this order: DejaVu Sans has the mathematics that Arimo lacks. */
export const FONT_FAMILIES: readonly string[] = [
  ...SUBSETS.map((subset) => `Arimo ${subset}`),
  "DejaVu Sans",
];

const FONT_FILES = [
  ...SUBSETS.map((subset) => `${ARIMO}/files/arimo-${subset}-400-normal.woff2`),
  `${DEJAVU}/files/dejavu-sans-latin-400-normal.woff2`, // all of it, whatever its name
];

/** The fonts, and the paths of their files. */
export async function locateFonts(): Promise<{ family: string; path: string }[]> {
  // Makes the packages known, so that their files have a place.
  for (const font of [ARIMO, DEJAVU]) {
    await import(`${font}/package.json`, { with: { type: "json" } });
  }
  return FONT_FAMILIES.map((family, i) => (
    { family, path: fileURLToPath(import.meta.resolve(FONT_FILES[i]!)) }
  ));
}
