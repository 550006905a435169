/** How a file that is no checkpoint of ours is refused. */
import assert from "node:assert/strict";
import { CheckpointError } from "../../src/checkpoints/checkpoint_error.ts";

/** The message, of one line, of the `CheckpointError` that ends the attempt. */
export async function refusal(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
  } catch (error) {
    assert.ok(error instanceof CheckpointError, String(error));
    assert.doesNotMatch(error.message, /\n/);
    return error.message;
  }
  assert.fail("nothing was thrown");
}
