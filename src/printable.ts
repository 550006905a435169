/** Human-readable text: what a terminal would obey or hide is escaped in it. */

/** Controls, formats such as bidi marks, half characters, and lines that end unseen. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * A text whose every character shows: the others become `\u` and their code in UTF-16, which JSON
 * reads as the same text.
 */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, (character) => {
    const codes = character.split("").map((unit) => unit.charCodeAt(0).toString(16));
    return codes.map((code) => `\\u${code.padStart(4, "0")}`).join("");
  });
}

/** Of a list or an object, so many entries are shown; and objects within so many others. */
const MAX_ENTRIES = 16;
const MAX_DEPTH = 1;

/**
 * Any value in one line of at most a hundred characters, unprintable ones escaped: texts as in JSON,
 * objects by their class and what is in them.
 */
export function inspect(value: unknown): string {
  return shortened(show(value, 0));
}

/** A text in one line of at most a hundred characters, unprintable ones escaped. */
export function shortened(text: string): string {
  return printable(text).replace(/^(.{99})..+$/u, "$1…");
}

function show(value: unknown, depth: number): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 256)); // no more of it is left
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return `[Function: ${value.name || "unnamed"}]`;
  if (typeof value === "object" && value !== null) return showObject(value, depth);
  return Object.is(value, -0) ? "-0" : String(value);
}

function showObject(value: object, depth: number): string {
  const prototype = Object.getPrototypeOf(value);
  const name = prototype?.constructor?.name ?? "[Object: null prototype]";
  if (depth > MAX_DEPTH) return `[${name}]`;
  const part = (inner: unknown) => show(inner, depth + 1);
  if (Array.isArray(value)) return enclose("[", value.values().map(part), value.length, "]");
  if (isTypedArray(value)) {
    const { length } = value;
    return `${name}(${length}) ${enclose("[", value.values().map(part), length, "]")}`;
  }
  if (value instanceof Map || value instanceof Set) {
    const entries = value instanceof Set
      ? value.values().map(part)
      : value.entries().map(([key, inner]) => `${part(key)} => ${part(inner)}`);
    return `${name}(${value.size}) ${enclose("{", entries, value.size, "}")}`;
  }
  // By its class, as a tensor or an error tells what it is; a field of this name may be anything.
  const { toString } = prototype ?? Object.prototype;
  if (toString !== Object.prototype.toString) return toString.call(value);
  const keys = Object.keys(value);
  const fields = keys.values().map((key) => {
    const inner = (value as Record<string, unknown>)[key];
    return `${/^[a-z_]\w*$/i.test(key) ? key : part(key)}: ${part(inner)}`;
  });
  return `${name === "Object" ? "" : `${name} `}${enclose("{", fields, keys.length, "}")}`;
}

function isTypedArray(value: object): value is Uint8Array {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function enclose(
  open: string,
  entries: IteratorObject<string>,
  count: number,
  close: string,
): string {
  const shown = [...entries.take(MAX_ENTRIES)];
  const left = count - shown.length;
  if (left > 0) shown.push(`... ${left} more item${left === 1 ? "" : "s"}`);
  return shown.length > 0 ? `${open} ${shown.join(", ")} ${close}` : `${open}${close}`;
}

/** 0.8843 as 88.43 %. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

/** A value, and in parentheses another one and whose that is: "1 (asked for: 50)"; none is "none". */
export function versus(
  value: string | undefined,
  other: string | undefined,
  whose = "asked for",
): string {
  return `${value ?? "none"} (${whose}: ${other ?? "none"})`;
}

/** Names in a row: "ReLU, ELU and Tanh". */
export function listed(names: readonly string[], last: "and" | "or" = "and"): string {
  const type = last === "and" ? "conjunction" : "disjunction";
  return new Intl.ListFormat("en-GB", { type }).format(names);
}
