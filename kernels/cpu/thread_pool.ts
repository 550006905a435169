/**
 * A pool of threads over one shared memory: the caller's thread hands out a launch's tasks, and every
 * thread that is awake takes some.
 *
 * One 64-bit word holds the launch's number (upper half) and how many of its tasks nobody has taken
 * (lower half). A task is taken by lowering that word in one compare-and-exchange, so that a thread
 * that comes late never takes a task of a launch it does not know, and nobody waits for a thread that
 * sleeps.
 */

/** Where the pool's state lies, below everything that the compiler places. */
const PENDING: usize = 64; // u64: launch number, tasks that nobody has taken
const LAUNCH: usize = PENDING + 4;
const DONE: usize = 128; // u32: tasks of the launch that are done
const SLEEPING: usize = 192; // u32: threads that wait to be woken
const STOPPED: usize = 196; // u32: 1 once the pool is to shut down
const FAILED: usize = 200; // u32: 1 once a thread died over a task, which will never be done
const TASK: usize = 204; // u32: the launch's function, by its place in the table
const COUNT: usize = 208; // u32: tasks of the launch
const PAGES: usize = 212; // u32: size of the memory, as the launch knows it
const MODULES: usize = 216; // u32: modules whose functions are in the main thread's table

/** Where a launch's arguments lie, for its tasks to read. */
export const ARGUMENTS: usize = 256;

/** Where the parameters of the function lie that a launch applies. */
export const PARAMETERS: usize = 512;

/** Modules whose functions are in this thread's table, besides the kernels. */
let modules: u32 = 0;

/**
 * Looks for work this often before a thread goes to sleep: about a hundred microseconds, since between
 * one training step's last launch and the next one's first the caller has some tens of its own to do.
 */
const SPIN_LIMIT: i32 = 60_000;

/** Looks at the tasks under way this often before the caller's thread lets others have its core. */
const JOIN_SPIN_LIMIT: i32 = 20_000;
const WAIT_TIMEOUT: i64 = 50_000; // nanoseconds

/** How many parts of size `part` cover `whole`. */
export function ceilDiv(whole: u32, part: u32): u32 {
  return whole / part + u32(whole % part !== 0);
}

/**
 * Runs task(0) … task(count - 1), begun in this order, on any thread; returns when all are done.
 * Traps when a thread died.
 */
export function parallelFor(count: u32, task: (index: u32) => void): void {
  if (count === 0) return;
  if (count === 1) return task(0);
  store<u32>(TASK, task.index);
  store<u32>(COUNT, count);
  store<u32>(PAGES, memory.size());
  atomic.store<u32>(DONE, 0);
  const number = (atomic.load<u64>(PENDING) >> 32) + 1;
  atomic.store<u64>(PENDING, (number << 32) | u64(count));
  if (atomic.load<u32>(SLEEPING) !== 0) atomic.notify(LAUNCH, -1);
  runTasks();
  let spins = 0;
  for (;;) {
    const done = atomic.load<u32>(DONE);
    if (done === count) return;
    if (atomic.load<u32>(FAILED) !== 0) unreachable();
    if (++spins > JOIN_SPIN_LIMIT) atomic.wait<u32>(DONE, done, WAIT_TIMEOUT);
  }
}

/** Says that so many modules' functions are in the main thread's table: launches may call them. */
export function publishModules(count: u32): void {
  modules = count;
  atomic.store<u32>(MODULES, count);
}

/**
 * What a thread of the pool does, whose table has so many modules' functions, until the pool is stopped;
 * then it returns 0. It returns earlier where the main thread has more: how many.
 */
export function workerLoop(count: u32): u32 {
  modules = count;
  let spins = 0;
  while (atomic.load<u32>(STOPPED) === 0) {
    const published = atomic.load<u32>(MODULES);
    if (published !== count) return published;
    const pending = atomic.load<u64>(PENDING);
    if (u32(pending) !== 0) {
      runTasks();
      spins = 0;
    } else if (++spins > SPIN_LIMIT) {
      atomic.add<u32>(SLEEPING, 1);
      atomic.wait<u32>(LAUNCH, u32(pending >> 32), -1);
      atomic.sub<u32>(SLEEPING, 1);
      spins = 0;
    }
  }
  return 0;
}

/** Shuts the pool down: `workerLoop` returns, in threads that sleep as well. */
export function stop(): void {
  atomic.store<u32>(STOPPED, 1);
  atomic.add<u32>(LAUNCH, 1);
  atomic.notify(LAUNCH, -1);
}

/** Tells the caller's thread that this one died: it would wait for ever. */
export function fail(): void {
  atomic.store<u32>(FAILED, 1);
}

function runTasks(): void {
  for (;;) {
    const pending = atomic.load<u64>(PENDING);
    const left = u32(pending);
    if (left === 0) return;
    if (atomic.load<u32>(MODULES) !== modules) return; // the task might call what is not in the table
    if (atomic.cmpxchg<u64>(PENDING, pending, pending - 1) !== pending) continue;
    // A thread hears some time later that another has grown the memory; V8 tells it when it asks for
    // more. Until then, what lies in the new pages is out of its bounds.
    while (u32(memory.size()) < load<u32>(PAGES)) memory.grow(0);
    // Only now: until this task is done, the launch stays what it is. The last tasks, which are often
    // smaller, come last, so that the threads end together.
    call_indirect<void>(load<u32>(TASK), load<u32>(COUNT) - left);
    atomic.add<u32>(DONE, 1);
  }
}
