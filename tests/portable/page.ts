/**
 * Plays a web page: takes away what only Deno has, adds what only browsers have, and uses the bundle
 * that the first argument leads to. Prints what came of it as JSON.
 */
import { trainShortly } from "./training.ts";

const [bundle] = Deno.args;
for (const name of ["Deno", "process", "setImmediate"]) Reflect.deleteProperty(globalThis, name);

let workers = 0;
Object.assign(globalThis, {
  crossOriginIsolated: true,
  Worker: class extends Worker {
    constructor(url: string, options: WorkerOptions) {
      super(url, options);
      workers++;
    }
  },
  OffscreenCanvas: class {
    getContext = () => ({ measureText: (text: string) => ({ width: 50 * text.length }) });
  },
});

const lab: typeof import("../../lab.ts") = await import(bundle!);
const cpu = await lab.openDevice("cpu", { threads: 3 });
const checkpoint = await trainShortly(lab, cpu);
cpu.close();
const gpu = await lab.openDevice("webgpu");
const { history: [epoch] } = await trainShortly(lab, gpu);
gpu.close();
const series = [{ name: "loss", x: [0, 1], y: [1, 0] }];
const figure = lab.lineFigure({ title: "Loss", xLabel: "Epoch", yLabel: "Loss", series });
console.log(JSON.stringify({
  model: lab.encodeCheckpoint(checkpoint, "the model").toBase64(),
  workers,
  gpuLoss: epoch!.loss,
  svg: await figure.toSvg(),
}));
