/** The step in this project, on the device that is asked for; the CPU with a BLAS library, or none. */
import {
  type BlasChoice,
  type DeviceChoice,
  findActivation,
  MLP,
  openDevice,
  Optimizer,
  scope,
  type Tensor,
  tensor,
  uint32Tensor,
} from "../../mod.ts";
import { trainStep } from "../../src/training/train_step.ts";
import { BATCH, LEARNING_RATE, MOMENTUM } from "./problem.ts";
import { serve } from "./serve.ts";

await serve(async (problem, choice, blas) => {
  const device = await openDevice(choice as DeviceChoice, { blas: blas as BlasChoice | undefined });
  const network = new MLP({ activation: findActivation("relu") });
  const parameters = Object.fromEntries(
    problem.layers.flatMap(({ fanIn, fanOut, kernel, bias }, i) => [
      [`Dense_${i}.kernel`, tensor(device, kernel, [fanIn, fanOut])],
      [`Dense_${i}.bias`, tensor(device, bias)],
    ]),
  );
  const optimizer = new Optimizer("momentum", {
    learningRate: LEARNING_RATE,
    momentum: MOMENTUM,
  });
  const state = optimizer.init(parameters);
  const batch = {
    images: tensor(device, problem.images, [BATCH, network.sizes[0]!]),
    labels: uint32Tensor(device, problem.labels),
  };
  const step = () => scope(() => trainStep({ network, optimizer }, parameters, state, batch).loss);

  return {
    description: `${device.info.name}${device.info.software ? " (in software)" : ""}`,
    train: async (steps) => {
      let loss: Tensor | undefined;
      for (let i = 0; i < steps; i++) {
        loss?.dispose();
        loss = step();
      }
      using last = loss!;
      return await last.item();
    },
  };
});
