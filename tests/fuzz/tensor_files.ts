/** What can be wrong with our files of tensors, checkpoints or unfinished runs. */
import { forge, takeApart } from "../checkpoints/forge.ts";
import { fc } from "../dependencies.ts";
import { jsonDamage } from "./json_damage.ts";
import { damage, invalidCheckpoint } from "./mutations.ts";

const FLOATS = ["\0\0\x80\x7f", "\0\0\x80\xff", "\0\0\xc0\x7f", "\xff\xff\x7f\x7f", "\x01\0\0\0"];

/** Runs `body` with a path for a file, which is gone afterwards: the readers take a path. */
export async function withPath<Result>(body: (path: string) => Promise<Result>): Promise<Result> {
  const path = await Deno.makeTempFile();
  try {
    return await body(path);
  } finally {
    await Deno.remove(path);
  }
}

/**
 * Sound files, damaged: anywhere; in the header alone; in the record alone, which is the metadata
 * `key`, with the file around it sound; or in the numbers alone.
 */
export function damagedTensorFiles(
  files: fc.Arbitrary<Uint8Array>,
  key: string,
  tokens: readonly string[],
): fc.Arbitrary<Uint8Array> {
  const reheaded = fc.tuple(files, jsonDamage(tokens)).map(([file, apply]) => {
    const { header, data } = takeApart(file);
    return forge(apply(new TextEncoder().encode(header)), data);
  });
  const rerecorded = fc.tuple(files, jsonDamage(tokens)).map(([file, apply]) => {
    const { header, data } = takeApart(file);
    const fields = JSON.parse(header);
    const record = apply(new TextEncoder().encode(fields.__metadata__[key]));
    fields.__metadata__ = { [key]: new TextDecoder().decode(record) };
    return forge(JSON.stringify(fields), data);
  });
  const reweighted = fc.tuple(files, damage(FLOATS)).map(([file, apply]) => {
    const { header, data } = takeApart(file);
    return forge(header, apply(data).slice(0, data.length));
  });
  return fc.oneof(invalidCheckpoint(files, tokens), reheaded, rerecorded, reweighted);
}
