/** The libraries of the figures, at their exact versions: scales, ticks, number formats. */
// @ts-types="npm:@types/d3-array@3.2.2"
export { max, median, min, ticks, tickStep } from "npm:d3-array@3.2.5";
// @ts-types="npm:@types/d3-format@3.0.4"
export { format, precisionFixed } from "npm:d3-format@3.1.3";
// @ts-types="npm:@types/d3-scale@4.0.9"
export { scaleLinear, scaleLog } from "npm:d3-scale@4.0.3";
