/** zod schemas that say what is allowed, so that a refusal is one line a person can act on. */
import * as z from "../dependencies.ts";
import { suggestion } from "../nearest.ts";
import { inspect, shortened } from "../printable.ts";

/** Makes the error to throw out of what is wrong. */
export type ErrorFactory = (problem: string) => Error;

/**
 * A schema for each field of an interface, and for nothing else: neither changes without the other.
 */
export type Fields<Interface> = { [Name in keyof Interface]-?: z.ZodMiniType<Interface[Name]> };

/** An integer from `min` to `max`, both allowed. */
export function integer(min: number, max: number): z.ZodMiniNumberFormat {
  const allowed = `an integer from ${min} to ${max}`;
  return z.int(allowed).check(z.gte(min, allowed), z.lte(max, allowed));
}

/** One of several names; of what is none of them, the nearest is named. */
export function oneOf<const Name extends string>(names: readonly Name[]) {
  const allowed = `one of ${names.join(", ")}`;
  return z.enum(names, {
    error: ({ input }) => typeof input === "string" ? allowed + suggestion(input, names) : allowed,
  });
}

const digestRule = "a SHA-256 in hex";

/** The digest of a file. */
export const sha256 = z.string(digestRule).check(z.regex(/^[0-9a-f]{64}$/, digestRule));

/** An object with these fields and no others. */
export function strictObject<Shape extends z.core.$ZodShape>(shape: Shape) {
  const fields = Object.keys(shape);
  const allowed = `an object of ${fields.join(", ")}`;
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? allowed + suggestion(issue.keys[0]!, fields) : allowed,
  });
}

/**
 * A list of `min` to `max` items; there may be millions, which are not looked at if they are too
 * many. (zod's own `max` compares the length also of what is no list but has one, of any type.)
 */
export function list<Item extends z.ZodMiniType>(
  item: Item,
  min: number,
  max: number,
  allowed: string,
): z.ZodMiniType<readonly z.output<Item>[]> {
  return z.pipe(
    z.custom<z.input<Item>[]>(
      (value) => Array.isArray(value) && value.length >= min && value.length <= max,
      allowed,
    ),
    z.array(item),
  );
}

/**
 * Returns `input` as `schema` has it; throws `fail` of the first problem: field, value, allowed; of one
 * that is missing only where no other is unknown.
 *
 * Every message within `schema` must read on after "expected"; `subject` names the whole input.
 */
export function validate<Output>(
  schema: z.ZodMiniType<Output>,
  input: unknown,
  subject: string,
  fail: ErrorFactory,
): Output {
  const { success, data, error } = schema.safeParse(input, { reportInput: true });
  if (success) return data;
  const [first] = error.issues as [z.core.$ZodIssue];
  const unknown = error.issues.find(({ code }) => code === "unrecognized_keys");
  // What is missing may be what is unknown, misspelt.
  const issue = first.input === undefined ? unknown ?? first : first;
  const field = shortened(z.toDotPath(issue.path));
  const place = field === "" ? subject : `${field} of ${subject}`;
  const found = issue.code === "unrecognized_keys"
    ? `has the unknown field ${inspect(issue.keys[0])}`
    : `is ${issue.input === undefined ? "missing" : inspect(issue.input)}`;
  throw fail(`${place} ${found}, expected ${issue.message}`);
}
