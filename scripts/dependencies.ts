/** The libraries only the scripts stand on, at their exact versions. */
export { default as asc } from "npm:assemblyscript@0.28.20/asc";
