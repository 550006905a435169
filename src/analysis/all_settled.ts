/** Waiting for several answers of a device at once. */

/**
 * Like `Promise.all`, but a failure is thrown only once all the others have ended too: they use
 * tensors that are disposed of after it.
 */
export async function allSettledOrThrow<Values extends readonly unknown[]>(
  promises: { readonly [Index in keyof Values]: Promise<Values[Index]> },
): Promise<Values> {
  await Promise.allSettled(promises);
  return await Promise.all(promises) as unknown as Values;
}
