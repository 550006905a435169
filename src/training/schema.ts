/** zod schemas that say what is allowed, so that a refusal is one line a person can act on. */
import { z } from "../dependencies.ts";

/** Makes the error to throw out of what is wrong. */
export type Fail = (problem: string) => Error;

/** An integer from `min` to `max`, both allowed. */
export function integer(min: number, max: number): z.ZodInt {
  const allowed = `an integer from ${min} to ${max}`;
  return z.int(allowed).min(min, allowed).max(max, allowed);
}

/** An object with these fields and no others. */
export function strictRecord<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, `an object of ${Object.keys(shape).join(", ")}`);
}

/**
 * Returns `input` as `schema` has it; throws `fail` of the first problem: field, value, allowed.
 *
 * Every message within `schema` must read on after "expected"; `subject` names the whole input.
 */
export function validate<Output>(
  schema: z.ZodType<Output>,
  input: unknown,
  subject: string,
  fail: Fail,
): Output {
  const { success, data, error } = schema.safeParse(input, { reportInput: true });
  if (success) return data;
  const issue = error.issues[0]!;
  const field = z.core.toDotPath(issue.path);
  const place = field === "" ? subject : `${field} of ${subject}`;
  const found = issue.code === "unrecognized_keys"
    ? `has the unknown field ${shown(issue.keys[0])}`
    : `is ${issue.input === undefined ? "missing" : shown(issue.input)}`;
  throw fail(`${place} ${found}, expected ${issue.message}`);
}

/** Any value in one line of bounded length, control characters escaped. */
export function shown(value: unknown): string {
  const text = Deno.inspect(value, { breakLength: Infinity, depth: 1, iterableLimit: 16 })
    .replaceAll(/\s*\n\s*/g, " "); // longer lists are laid out in rows all the same
  return text.length <= 100 ? text : `${text.slice(0, 99)}…`;
}
