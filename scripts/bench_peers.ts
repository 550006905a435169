/**
 * Our training step beside those of others: the second half of `deno task bench`.
 *
 *   deno run -A scripts/bench_peers.ts [--rounds 7] [--json]
 *
 * The tutorial's network (784-512-256-256-128-10, relu, batch 256, momentum SGD) is trained from the
 * same start in this project, jax-js, TensorFlow.js and PyTorch, each in a process of its own. They
 * take turns of an epoch, so that a machine that is slower for a while is so for all of them, and must
 * come to the same losses. All have the same environment, but that the CPU device and PyTorch run in the
 * machine's own, too. npm packages are fetched on their first use; a peer that cannot start is left out.
 *
 * It prints the README's tables, medians over the rounds.
 */
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { UsageError } from "../src/errors.ts";
import { requireAgreement } from "./peers/agreement.ts";
import { writeProblem } from "./peers/problem.ts";
import { findPyTorch } from "./peers/pytorch.ts";
import { compare, formatTables, type Timing } from "./peers/results.ts";
import { type Command, type Entrant, Trainer, TrainerError } from "./peers/trainer.ts";

const lab = deno("activation_lab.ts");
const jaxjs = deno("jaxjs.ts", "--no-lock"); // the lock file is the users', who need no peers
const tensorflow = deno("tensorflow.ts", "--no-lock");

/**
 * The environment of all but those that run as installed: threads do not wait busily for each other,
 * and OpenBLAS finds out for itself what the processor is.
 */
const TUNED = {
  OMP_WAIT_POLICY: "PASSIVE",
  OPENBLAS_CORETYPE: undefined,
  OPENBLAS_L2_SIZE: undefined,
};

/** This project, on each of its devices. */
const OURS: readonly Entrant[] = [
  { name: "cpu as installed", command: lab, args: ["cpu", "auto"] },
  { name: "cpu tuned", command: lab, args: ["cpu", "auto"], environment: TUNED },
  { name: "cpu without BLAS", command: lab, args: ["cpu", "none"], environment: TUNED },
  { name: "webgpu", command: lab, args: ["webgpu"], environment: TUNED },
];

const NPM_PEERS: readonly Entrant[] = [
  { name: "jax-js wasm", command: jaxjs, args: ["wasm"], environment: TUNED },
  { name: "jax-js webgpu", command: jaxjs, args: ["webgpu"], environment: TUNED },
  { name: "TensorFlow.js wasm", command: tensorflow, args: ["wasm"], environment: TUNED },
  { name: "TensorFlow.js webgpu", command: tensorflow, args: ["webgpu"], environment: TUNED },
];

function pytorchPeers(python: string): Entrant[] {
  const command: Command = [python, path("pytorch.py")];
  return [
    { name: "PyTorch as installed", command, args: [] },
    { name: "PyTorch tuned", command, args: [], environment: TUNED },
  ];
}

/** A turn's steps: an epoch of the tutorial's. */
const STEPS = 195;
/** Steps before the first turn, in which kernels are compiled. */
const WARM_UP = 20;
/** Milliseconds before a turn: the last one's threads may spin on (OpenBLAS's do so for 100). */
const REST = 200;

function path(program: string): string {
  return fileURLToPath(new URL(`peers/${program}`, import.meta.url));
}

function deno(program: string, ...flags: readonly string[]): Command {
  return [Deno.execPath(), "run", "--allow-all", ...flags, path(program)];
}

/** Tells how it goes; the results alone are for standard output. */
function tell(message: string): void {
  console.error(message);
}

function parseRounds(text: string): number {
  const rounds = Number(text);
  if (Number.isInteger(rounds) && rounds > 0) return rounds;
  throw new UsageError(`--rounds must be a whole number from 1 on, not ${text}`);
}

/** All that could be here. */
async function findEntrants(): Promise<Entrant[]> {
  const python = await findPyTorch();
  if (python === undefined) {
    tell("left out: PyTorch, which python3 cannot import (Debian's package: python3-torch)");
  }
  return [...OURS, ...NPM_PEERS, ...python === undefined ? [] : pytorchPeers(python)];
}

/** A program that takes part, and what it computes with. */
interface Participant {
  readonly trainer: Trainer;
  readonly description: string;
}

/** A program, warmed up; undefined for a peer that cannot be. */
async function start(entrant: Entrant, problem: string): Promise<Participant | undefined> {
  const trainer = new Trainer(entrant, problem, tell);
  try {
    const description = await trainer.ready();
    tell(`${entrant.name}: ${description}`);
    await trainer.train(WARM_UP);
    return { trainer, description };
  } catch (error) {
    await trainer.stop();
    if (!(error instanceof TrainerError) || OURS.includes(entrant)) throw error;
    tell(`left out: ${error.message}`);
    return undefined;
  }
}

/** Lets them take turns. */
async function measure(all: readonly Participant[], rounds: number): Promise<Timing[]> {
  const times = all.map(() => [] as number[]);
  for (let round = 1; round <= rounds; round++) {
    const losses = new Map<string, number>();
    for (const [i, { trainer }] of all.entries()) {
      await delay(REST);
      const { milliseconds, loss } = await trainer.train(STEPS);
      times[i]!.push(milliseconds / STEPS);
      losses.set(trainer.name, loss);
    }
    requireAgreement(losses, WARM_UP + STEPS * round);
    tell(`round ${round} of ${rounds} is done`);
  }
  return all.map(({ trainer: { name }, description }, i) => ({
    name,
    description,
    rounds: times[i]!,
  }));
}

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "7" },
    json: { type: "boolean", default: false },
  },
});
const rounds = parseRounds(values.rounds);

const folder = await Deno.makeTempDir();
const all: Participant[] = [];
try {
  const problem = join(folder, "problem.f32");
  await writeProblem(problem);
  for (const entrant of await findEntrants()) {
    const participant = await start(entrant, problem);
    if (participant !== undefined) all.push(participant);
  }
  const results = compare(await measure(all, rounds), OURS.map(({ name }) => name));
  console.log(values.json ? JSON.stringify(results, null, 2) : `\n${formatTables(results)}`);
} finally {
  for (const { trainer } of all) await trainer.stop();
  await Deno.remove(folder, { recursive: true });
}
