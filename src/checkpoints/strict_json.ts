/** JSON whose objects name each key once: where one comes twice, readers disagree on its value. */
import { inspect, shortened } from "../printable.ts";
import type { ErrorFactory } from "../training/schema.ts";

/** A string, with the colon after it if it is a key; or a brace outside strings. */
const STRING_OR_BRACE = /("(?:[^"\\]+|\\.)*")(\s*:)?|[{}]/g;

/** The value of a JSON text called `subject`; throws `fail` of invalid JSON and of repeated keys. */
export function parseStrictJson(text: string, subject: string, fail: ErrorFactory): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw fail(`${subject} is not valid JSON: ${reasonOf(error as SyntaxError)}`);
  }
  // JSON.parse keeps the last of several values. The text being valid, its keys are found by shape.
  const scopes: Set<string>[] = [];
  for (const [token, string, colon] of text.matchAll(STRING_OR_BRACE)) {
    if (token === "{") scopes.push(new Set());
    else if (token === "}") scopes.pop();
    else if (colon !== undefined) {
      const key: string = JSON.parse(string!); // the same key may be escaped in different ways
      const keys = scopes.at(-1)!;
      if (keys.has(key)) throw fail(`${subject} has the key ${inspect(key)} twice`);
      keys.add(key);
    }
  }
  return value;
}

/** Why a text is no JSON, and where, as the parser has it, in the words of one message. */
function reasonOf({ message }: SyntaxError): string {
  const reason = message.replace(/ is not valid JSON$/, "").replace(
    /( in JSON)? at position \d+/,
    "",
  );
  return shortened(reason.charAt(0).toLowerCase() + reason.slice(1));
}
