/** A command line as one text, as a person would type it. */

/** What runs the program with these arguments. */
export function commandLine(args: readonly string[]): string {
  return shellWords(["activation-lab", ...args]);
}

/** The words as a shell reads them: those that it would take apart are quoted. */
export function shellWords(words: readonly string[]): string {
  return words.map(quote).join(" ");
}

function quote(arg: string): string {
  return /^[\w,.:=/@%+-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`;
}
