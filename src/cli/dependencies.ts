/** The libraries of the command line, at their exact versions: arguments, completion, progress. */
export {
  Command,
  CommanderError,
  type CommandUnknownOpts,
  type InferOptions,
  InvalidArgumentError,
  Option,
} from "npm:@commander-js/extra-typings@15.1.0";
export { default as addCompletion } from "npm:@bomb.sh/tab@0.0.22/commander";
// @ts-types="npm:@types/cli-progress@3.11.6"
export { default as cliProgress } from "npm:cli-progress@3.12.0";
