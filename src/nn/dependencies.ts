/** The library that formulas of activations stand on, at its exact version. */

// Formulas as syntax trees.
export { default as jsep } from "npm:jsep@1.4.0";
