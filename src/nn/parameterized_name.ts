/** Names with parameters, as in `elu:alpha=0.5`: a text, checked against the table of what there is. */
import { UsageError } from "../errors.ts";
import { suggestion } from "../nearest.ts";
import { inspect } from "../printable.ts";

/** A parameter that is a number; one without a default must be given. */
export interface NumberParameter {
  readonly default?: number;
  /** What is allowed, human-readable: reads on after "expected". */
  readonly rule: string;
  readonly allows: (value: number) => boolean;
}

/** A parameter that is one of a few words; one without a default must be given. */
export interface ChoiceParameter {
  readonly default?: string;
  readonly choices: readonly string[];
}

/** A parameter of a name. */
export type Parameter = NumberParameter | ChoiceParameter;

/** What is known of a name. */
export interface NameEntry<P extends Parameter = Parameter> {
  /** Its parameters by their keys; absent: none. */
  readonly parameters?: Readonly<Record<string, P>>;
}

/** Values of parameters by their keys. */
export type ParameterValues<P extends Parameter = Parameter> = Readonly<
  Record<string, P extends NumberParameter ? number : string>
>;

/** A name, and a value for each of its parameters. */
export interface ParameterizedName<Name extends string, P extends Parameter = Parameter> {
  readonly name: Name;
  readonly values: ParameterValues<P>;
  /**
   * The one text that stands for all with these values: parameters in the table's order, those that
   * have their default left out, numbers in their shortest form.
   */
  readonly text: string;
}

/** A decimal number and nothing else: `Number` would take an empty text, and hexadecimal ones. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Reads `name` or `name:key=value,key=value`. `kind` is what the table's entries are, for messages.
 *
 * ```ts
 * import assert from "node:assert/strict";
 *
 * const positive = { rule: "a number above 0", allows: (value: number) => value > 0 };
 * const table = { relu: {}, elu: { parameters: { alpha: { ...positive, default: 1 } } } };
 * const { name, values, text } = parseParameterizedName("activation", "elu:alpha=0.50", table);
 * assert.deepEqual([name, values.alpha, text], ["elu", 0.5, "elu:alpha=0.5"]);
 * assert.equal(parseParameterizedName("activation", "elu:alpha=1", table).text, "elu");
 * ```
 *
 * Throws `UsageError`, or `UnknownName`, for a name that there is not, listing those there are and saying which one is
 * near, and for parameters that are unknown, missing, given twice or out of their range, saying what
 * is allowed.
 */
export function parseParameterizedName<Name extends string, P extends Parameter>(
  kind: string,
  text: string,
  table: Readonly<Record<Name, NameEntry<P>>>,
  UnknownName: new (message: string) => UsageError = UsageError,
): ParameterizedName<Name, P> {
  if (typeof text !== "string") {
    throw new UsageError(`${kind}: expected a name, got ${inspect(text)}`);
  }
  const colon = text.indexOf(":");
  const name = colon < 0 ? text : text.slice(0, colon);
  requireName(kind, name, table, UnknownName);
  const parameters = table[name].parameters ?? {};
  const pairs = colon < 0 ? [] : text.slice(colon + 1).split(",");
  const given = readPairs(`${kind} ${name}`, pairs, parameters);
  const entries = Object.entries(parameters).map(([key, parameter]) => {
    const value = given.get(key) ?? parameter.default;
    if (value !== undefined) return [key, value] as const;
    throw new UsageError(`${kind} ${name}: expected ${describe(key, parameter)}, got none`);
  });
  const changed = entries.filter(([key, value]) => value !== parameters[key]!.default);
  const canonical = changed.map(([key, value]) => `${key}=${value}`).join();
  return {
    name,
    values: Object.fromEntries(entries) as ParameterValues<P>,
    text: canonical === "" ? name : `${name}:${canonical}`,
  };
}

/** Throws `UnknownName`, listing the names there are and saying which one is near, for another one. */
function requireName<Name extends string>(
  kind: string,
  name: string,
  table: Readonly<Record<Name, unknown>>,
  UnknownName: new (message: string) => UsageError,
): asserts name is Name {
  if (Object.hasOwn(table, name)) return;
  const names = Object.keys(table);
  throw new UnknownName(
    `there is no ${kind} named ${inspect(name)}; there are ${names.join(", ")}${
      suggestion(name, names)
    }`,
  );
}

/** The values given, by their keys. */
function readPairs(
  subject: string,
  pairs: readonly string[],
  parameters: Readonly<Record<string, Parameter>>,
): Map<string, number | string> {
  const known = Object.entries(parameters).map(([key, parameter]) => describe(key, parameter));
  const allowed = known.length === 0 ? "no parameters" : known.join("; ");
  const given = new Map<string, number | string>();
  for (const pair of pairs) {
    const equals = pair.indexOf("=");
    const key = equals < 0 ? pair : pair.slice(0, equals);
    const value = equals < 0 ? "" : pair.slice(equals + 1);
    const parameter = Object.hasOwn(parameters, key) ? parameters[key] : undefined;
    if (parameter === undefined) {
      throw new UsageError(
        `${subject}: expected ${allowed}, got ${inspect(pair)}${
          suggestion(key, Object.keys(parameters))
        }`,
      );
    }
    if (given.has(key)) throw new UsageError(`${subject}: expected ${key} once, got it twice`);
    const read = "choices" in parameter
      ? parameter.choices.find((choice) => choice === value)
      : readNumber(value, parameter);
    if (read === undefined) {
      throw new UsageError(
        `${subject}: expected ${describe(key, parameter)}, got ${inspect(pair)}`,
      );
    }
    given.set(key, read);
  }
  return given;
}

function readNumber(text: string, { allows }: NumberParameter): number | undefined {
  const value = NUMBER.test(text) ? Number(text) + 0 : NaN; // + 0: "-0" is 0
  return Number.isFinite(value) && allows(value) ? value : undefined;
}

/** Key and what is allowed, human-readable. */
function describe(key: string, parameter: Parameter): string {
  const rule = "choices" in parameter ? parameter.choices.join(" or ") : parameter.rule;
  const otherwise = parameter.default === undefined ? "" : ` (default: ${parameter.default})`;
  return `${key}=<${rule}>${otherwise}`;
}
