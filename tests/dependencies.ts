/** The libraries only the tests stand on, at their exact versions. */
export { default as fc } from "npm:fast-check@4.10.2";
// @ts-types="npm:@types/pngjs@6.0.5"
export { PNG } from "npm:pngjs@7.0.0";
export { default as pixelmatch } from "npm:pixelmatch@7.2.0";
