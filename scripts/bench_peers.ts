/**
 * Our training step beside those of others: the second half of `deno task bench`.
 *
 *   deno run -A scripts/bench_peers.ts [--rounds 7] [--json]
 *
 * The tutorial's network (784-512-256-256-128-10, relu, batch 256, momentum SGD) is trained from the
 * same start in this project, jax-js, TensorFlow.js and PyTorch, each in a process of its own. They
 * take turns, so that a machine that is slower for a while is so for all of them, and must come to
 * the same losses. npm packages are fetched on their first use; a peer that cannot start is left out.
 */
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { UsageError } from "../src/errors.ts";
import { requireAgreement } from "./peers/agreement.ts";
import { writeProblem } from "./peers/problem.ts";
import { findPyTorch } from "./peers/pytorch.ts";
import { compare, formatTable } from "./peers/results.ts";
import { type Command, type Entrant, Trainer, TrainerError } from "./peers/trainer.ts";

const lab = deno("activation_lab.ts");
const jaxjs = deno("jaxjs.ts", "--no-lock"); // the lock file is the users', who need no peers
const tensorflow = deno("tensorflow.ts", "--no-lock");

/** This project, on each of its devices. */
const OURS: readonly Entrant[] = [
  { name: "ours cpu", command: lab, args: ["cpu", "auto"] },
  { name: "ours cpu, no BLAS", command: lab, args: ["cpu", "none"] },
  { name: "ours webgpu", command: lab, args: ["webgpu"] },
];

const NPM_PEERS: readonly Entrant[] = [
  { name: "jax-js wasm", command: jaxjs, args: ["wasm"] },
  { name: "jax-js webgpu", command: jaxjs, args: ["webgpu"] },
  { name: "TensorFlow.js wasm", command: tensorflow, args: ["wasm"] },
  { name: "TensorFlow.js webgpu", command: tensorflow, args: ["webgpu"] },
];

/** Tuned, its threads do not wait busily for each other, and OpenBLAS knows its processor. */
function pytorchPeers(python: string): Entrant[] {
  const command: Command = [python, path("pytorch.py")];
  const environment = { OMP_WAIT_POLICY: "PASSIVE", OPENBLAS_CORETYPE: undefined };
  return [
    { name: "PyTorch as installed", command, args: [] },
    { name: "PyTorch tuned", command, args: [], environment },
  ];
}

/** A turn's steps. */
const STEPS = 20;
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

/** A program warmed up by a turn; undefined for a peer that cannot take it. */
async function start(entrant: Entrant, problem: string): Promise<Trainer | undefined> {
  const trainer = new Trainer(entrant, problem, tell);
  try {
    tell(`${entrant.name}: ${await trainer.ready()}`);
    await trainer.train(STEPS);
    return trainer;
  } catch (error) {
    await trainer.stop();
    if (!(error instanceof TrainerError) || OURS.includes(entrant)) throw error;
    tell(`left out: ${error.message}`);
    return undefined;
  }
}

/** Lets them take turns; returns milliseconds a step, by program and round. */
async function measure(
  trainers: readonly Trainer[],
  rounds: number,
): Promise<Map<string, number[]>> {
  const times = new Map(trainers.map(({ name }) => [name, [] as number[]]));
  for (let round = 1; round <= rounds; round++) {
    const losses = new Map<string, number>();
    for (const trainer of trainers) {
      await delay(REST);
      const { milliseconds, loss } = await trainer.train(STEPS);
      times.get(trainer.name)!.push(milliseconds / STEPS);
      losses.set(trainer.name, loss);
    }
    requireAgreement(losses, STEPS * (1 + round));
  }
  return times;
}

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "7" },
    json: { type: "boolean", default: false },
  },
});
const rounds = parseRounds(values.rounds);

const folder = await Deno.makeTempDir();
const trainers: Trainer[] = [];
try {
  const problem = join(folder, "problem.f32");
  await writeProblem(problem);
  for (const entrant of await findEntrants()) {
    const trainer = await start(entrant, problem);
    if (trainer !== undefined) trainers.push(trainer);
  }
  const results = compare(await measure(trainers, rounds), OURS.map(({ name }) => name));
  console.log(values.json ? JSON.stringify(results, null, 2) : `\n${formatTable(results)}`);
} finally {
  for (const trainer of trainers) await trainer.stop();
  await Deno.remove(folder, { recursive: true });
}
