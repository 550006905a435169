/**
 * The library that several folders stand on, at its exact version; what one folder alone needs is in
 * the `dependencies.ts` there. Inline specifiers resolve also when `mod.ts` is imported by URL, where
 * no import map travels along.
 */

// Validation of what people and files say; mini, since a page loads it too.
export { z } from "npm:zod@4.6.7/mini";
