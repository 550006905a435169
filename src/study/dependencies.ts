/** The library of the studies, at its exact version: special functions and distributions. */
export { default as jstat } from "npm:jstat@1.9.6";
