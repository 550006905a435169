/** Which version of the project this is. */

/** The project's version, that of `deno.json`, all of which an import would put into a page's bundle. */
export const VERSION: string = "0.9.0";
