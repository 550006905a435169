/** Shards: the parts of a study that are run on different machines. */
import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";

/** One of `count` equal parts of a study. */
export interface Shard {
  /** Which one, from 0. */
  readonly index: number;
  /** How many there are. */
  readonly count: number;
}

/** The study as a whole. */
export const WHOLE: Shard = { index: 0, count: 1 };

/** Throws `UsageError` for what is no part. */
export function checkShard({ index, count }: Shard): void {
  const valid = Number.isInteger(index) && Number.isInteger(count) && 0 <= index && index < count;
  if (valid) return;
  throw new UsageError(
    `shard: expected an index from 0 to below the count, got ${inspect({ index, count })}`,
  );
}

/** Every `count`-th item, by its place in the list, so that all shards together have each once. */
export function shardOf<Item>(items: readonly Item[], { index, count }: Shard): Item[] {
  return items.filter((_, place) => place % count === index);
}

/** How many of so many items are the shard's. */
export function shardSize(items: number, { index, count }: Shard): number {
  return Math.floor((items - index + count - 1) / count);
}
