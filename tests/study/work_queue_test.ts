import assert from "node:assert/strict";
import { processQueue } from "../../src/study/work_queue.ts";

const never = new AbortController().signal;
const silent = () => {};
const tick = () => new Promise((resolve) => setTimeout(resolve));

Deno.test("items are begun in their order, each by one worker", async () => {
  const begun: [worker: string, item: number][] = [];
  await processQueue(
    [1, 2, 3, 4, 5],
    ["a", "b"],
    async (worker, item) => {
      begun.push([worker, item]);
      await tick();
      return true;
    },
    never,
    silent,
  );
  assert.deepEqual(begun.map(([, item]) => item), [1, 2, 3, 4, 5]);
  assert.deepEqual(new Set(begun.map(([worker]) => worker)), new Set(["a", "b"]));
});

Deno.test("what somebody else is at comes again at the end, until it is done", async () => {
  const begun: number[] = [];
  const waits: [items: number, begun: number][] = [];
  const onWait = (items: number) => void waits.push([items, begun.length]);
  await processQueue(
    [1, 2, 3],
    ["a"],
    (_, item) => {
      begun.push(item);
      return Promise.resolve(item !== 1 || begun.length > 4);
    },
    never,
    onWait,
  );
  assert.deepEqual(begun, [1, 2, 3, 1, 1]);
  assert.deepEqual(waits, [[1, 3]]); // once
});

Deno.test("one that fails stops the others, and is thrown when they have ended", async () => {
  const ended: number[] = [];
  const all = processQueue(
    [1, 2, 3],
    ["a", "b"],
    async (_, item, signal) => {
      if (item === 1) throw new Error("broken");
      while (!signal.aborted) await tick();
      ended.push(item);
      return true;
    },
    never,
    silent,
  );
  await assert.rejects(all, /broken/);
  assert.deepEqual(ended, [2]);
});

Deno.test("a signal ends it after the items under way, and does not wait for others' items", async () => {
  const controller = new AbortController();
  const begun: number[] = [];
  await processQueue(
    [1, 2],
    ["a"],
    (_, item) => {
      begun.push(item);
      controller.abort();
      return Promise.resolve(true);
    },
    controller.signal,
    silent,
  );
  assert.deepEqual(begun, [1]);
  const waiting = new AbortController();
  await processQueue(
    [1],
    ["a"],
    () => {
      setTimeout(() => waiting.abort());
      return Promise.resolve(false);
    },
    waiting.signal,
    silent,
  );
});
