/** Which version of the project this is. */
import project from "../deno.json" with { type: "json" };

/** The project's version, as in `deno.json`. */
export const VERSION: string = project.version;
