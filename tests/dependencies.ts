/** The libraries only the tests stand on, at their exact versions. */
export { default as fc } from "npm:fast-check@4.10.2";
// @ts-types="npm:@types/pngjs@6.0.5"
export { PNG } from "npm:pngjs@7.0.0";
export { default as pixelmatch } from "npm:pixelmatch@7.2.0";
export { validateWorkflow } from "npm:@action-validator/core@0.6.0";

/** Dawn, which is Chromium's WebGPU: some 100 MB, loaded only by the test of what its compiler takes. */
const DAWN: string = "npm:webgpu@0.6.2";

/** Loads Dawn. */
export function loadDawn(): Promise<{ create(options: string[]): GPU }> {
  return import(DAWN);
}
