/** A queue of items for several workers, beside other processes that may be at the same items. */

/** Milliseconds after which to ask again for items that another process has. */
const RETRY_INTERVAL = 500;

/**
 * Has each worker do one item after the other, in their order, until all are done or the signal is
 * aborted. `work` says false of an item that somebody else is at: such come again at the end, until
 * they are done, since whoever has one may end without having done it. The first time that nothing is
 * left but these, `onWait` is told how many they are.
 *
 * Where `work` throws, the signal that it is given is aborted for the others; when they have ended,
 * that is thrown.
 */
export async function processQueue<Item, Worker>(
  items: readonly Item[],
  workers: readonly Worker[],
  work: (worker: Worker, item: Item, signal: AbortSignal) => Promise<boolean>,
  signal: AbortSignal,
  onWait: (items: number) => void,
): Promise<void> {
  const failure = new AbortController();
  const stop = AbortSignal.any([signal, failure.signal]);
  const waiting = [...items].reverse();
  const taken: Item[] = [];
  let waits = false;
  async function goOn(worker: Worker): Promise<void> {
    while (!stop.aborted) {
      if (waiting.length === 0 && taken.length === 0) return;
      if (waiting.length === 0) {
        if (!waits) onWait(taken.length);
        waits = true;
        await pause(stop);
        waiting.push(...taken.splice(0).reverse());
        continue;
      }
      const item = waiting.pop()!;
      if (!await work(worker, item, stop)) taken.push(item);
    }
  }
  const endings = await Promise.allSettled(workers.map(async (worker) => {
    try {
      await goOn(worker);
    } catch (error) {
      failure.abort();
      throw error;
    }
  }));
  const failed = endings.find(({ status }) => status === "rejected");
  if (failed !== undefined) throw (failed as PromiseRejectedResult).reason;
}

/** Waits for the interval, or until the signal is aborted. */
async function pause(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, RETRY_INTERVAL);
  const end = () => resolve();
  signal.addEventListener("abort", end);
  await promise;
  signal.removeEventListener("abort", end);
  clearTimeout(timer);
}
