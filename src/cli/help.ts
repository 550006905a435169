/** `help`: shows the help of a command, which may be below another, as in `help study run`. */
import { UsageError } from "../errors.ts";
import { suggestion } from "../nearest.ts";
import { Command, type CommandUnknownOpts } from "./dependencies.ts";

/** The command, for those below `above`. */
export function helpCommand(above: CommandUnknownOpts) {
  return new Command("help")
    .copyInheritedSettings(above)
    .description("Show a command's help.")
    .argument("[command...]")
    .action((names) => names.reduce(commandBelow, above).help());
}

function commandBelow(above: CommandUnknownOpts, name: string): CommandUnknownOpts {
  const found = above.commands.find((command) => command.name() === name);
  if (found !== undefined) return found;
  const names = above.commands.map((command) => command.name());
  throw new UsageError(`unknown command '${name}'${suggestion(name, names)}`);
}
