/** Names chosen to be taken for something else: a property, a path, an end of text. */

/** Properties that every object has or that the language looks for. */
export const PROPERTY_NAMES: readonly string[] = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "__defineGetter__",
  "toJSON",
  "then",
  "length",
  "name",
  "0",
];

/** Paths out of a folder, on any system. */
export const PATH_NAMES: readonly string[] = [
  "..",
  "../../x",
  "x/../../../y",
  "/etc/passwd",
  "..\\..\\x",
  "C:\\x",
  "C:x",
  "\\\\server\\share",
  "file:///etc/passwd",
  "x\0.safetensors",
  "~/x",
  "%2e%2e%2fx",
  "a/b",
  ".",
  "",
];

/** Texts that would do something to the terminal, or read otherwise than they are. */
export const TERMINAL_NAMES: readonly string[] = [
  "\x1b[2J",
  "\x9b2J",
  "line\nbreak",
  "line\u2028separator",
  "\u202egnp.x",
  "\uFEFF",
  "\uD800",
];

/** All of them. */
export const HOSTILE_NAMES: readonly string[] = [
  ...PROPERTY_NAMES,
  ...PATH_NAMES,
  ...TERMINAL_NAMES,
];
