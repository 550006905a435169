/** A command line as one text, as a person would type it. */

/** What runs the program with these arguments: those that a shell would take apart are quoted. */
export function commandLine(args: readonly string[]): string {
  return ["activation-lab", ...args].map(quote).join(" ");
}

function quote(arg: string): string {
  return /^[\w,.:=/@%+-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`;
}
