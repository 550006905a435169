/** Trainings by other methods than the tutorial's, held to PyTorch's losses of the same in float64. */
import { loadFashionMNIST } from "../../../src/data/fashion_mnist.ts";
import { CpuDevice } from "../../../src/device/cpu/cpu_device.ts";
import { parseTrainingConfig } from "../../../src/training/config.ts";
import { TrainingRun } from "../../../src/training/training_run.ts";
import { assertClose } from "../../close.ts";
import golden from "../../golden/training_methods.json" with { type: "json" };

const dataset = await loadFashionMNIST({ mirrors: [] });

Deno.test("the first epochs of other optimisers, with decay and clipping, are PyTorch's", async (t) => {
  const device = await CpuDevice.open({ blas: "none" });
  for (const { config: settings, mean, losses } of golden) {
    await t.step(JSON.stringify(settings), async () => {
      const config = parseTrainingConfig({ ...settings, limit: 5120, epochs: 1 });
      using run = new TrainingRun({ device, dataset, config });
      while (run.stepsDone < run.steps) run.step();
      const { losses: ours } = await run.state();
      assertClose(ours, losses, { relative: 0, absolute: 1e-4 }, "loss");
      assertClose([ours.reduce((sum, loss) => sum + loss) / run.steps], [mean], {
        relative: 0,
        absolute: 1e-5,
      });
    });
  }
  device.close();
});
