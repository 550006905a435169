/**
 * The library that several folders stand on, at its exact version; what one folder alone needs is in
 * the `dependencies.ts` there. Inline specifiers resolve also when `mod.ts` is imported by URL, where
 * no import map travels along.
 */

// Validation of what people and files say: imported as z, so that a page loads what is used of it.
export * from "npm:zod@4.6.7/mini";
export { toDotPath } from "npm:zod@4.6.7/v4/core";
