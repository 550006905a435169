/** The numbers behind the figures by epoch. */
import assert from "node:assert/strict";
import { UsageError } from "../../src/errors.ts";
import { deadNeuronHistoryFigure } from "../../src/figures/dead_neuron_history.ts";
import { type RidgeLayer, ridgesFigure } from "../../src/figures/ridges.ts";

function ridges(layer: Omit<RidgeLayer, "title">, log = false) {
  const layers = [{ title: "Layer", ...layer }];
  return ridgesFigure({ heading: "Ridges", color: 1, log, layers });
}

/** The heights above its base of the ridge at each epoch's place, a number for each end of a bin. */
function heights(figure: ReturnType<typeof ridges>): number[][] {
  const found: number[][] = [];
  for (const { mark, low, high } of figure.data.rows) {
    if (mark === "band") (found[Number(low)] ??= []).push(Number(high) - Number(low));
  }
  return found;
}

Deno.test("a ridge is as high as the root of its density, and all of a panel have one scale", () => {
  const [first, second] = heights(ridges({
    edges: [-1, 0, 1, 3, 4],
    epochs: [{ epoch: 0, counts: [0, 9, 8, 0] }, { epoch: 5, counts: [0, 2, 0, 0] }],
  }));
  // Densities 9/17, 4/17, and 1: the highest is 1.8 high; bins that are always empty are left out.
  const root = (density: number) => 1.8 * Math.sqrt(density);
  const close = (actual: number[], expected: number[]) =>
    assert.deepEqual(actual.map((x) => x.toFixed(9)), expected.map((x) => x.toFixed(9)));
  close(first!, [0, root(9 / 17), root(9 / 17), root(4 / 17), root(4 / 17), 0]);
  close(second!, [0, root(1), root(1), 0, 0, 0]);
});

Deno.test("a ridge's density is of all values, and how many are outside of the bins is said", async () => {
  const shown = (more: Partial<RidgeLayer["epochs"][number]>) => {
    const first = { epoch: 0, counts: [30, 10] };
    const epochs = [{ ...first, below: 20, above: 30, nan: 4, infinite: 6 }, { ...first, ...more }];
    return ridges({ edges: [0, 1, 2], epochs });
  };
  const areas = (figure: ReturnType<typeof ridges>) =>
    heights(figure).map((ridge) => ridge.reduce((sum, height) => sum + height ** 2, 0));
  const [half, all] = areas(shown({}));
  assert.ok(Math.abs(half! / all! - 0.4) < 1e-9, `${half} of ${all}`);
  const words = (svg: string) => svg.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
  const text = async (figure: ReturnType<typeof ridges>) =>
    words(await figure.toSvg({ editable: true }));
  assert.match(await text(shown({})), /\(up to 20% below, 30% above, 10% not finite\)/);
  const few = ridges({
    edges: [0, 1, 2],
    epochs: [{ epoch: 0, counts: [980, 5], below: 9, above: 11 }],
  });
  assert.match(await text(few), /\(up to 1% above\)/);
});

Deno.test("on a logarithmic axis bins are as wide as their ends are apart in logarithms", () => {
  const [ridge] = heights(
    ridges({ edges: [1, 2, 8], epochs: [{ epoch: 0, counts: [1, 2] }] }, true),
  );
  assert.ok(Math.abs(ridge![1]! - ridge![3]!) < 1e-9, `${ridge}`);
});

Deno.test("of many epochs twelve are drawn, the first and the last among them", () => {
  const epochs = Array.from({ length: 51 }, (_, epoch) => ({ epoch, counts: [epoch + 1, 1] }));
  const found = heights(ridges({ edges: [0, 1, 2], epochs }));
  assert.equal(found.length, 12);
  const ratio = (ridge: number[]) => (ridge[1]! / ridge[3]!) ** 2;
  assert.deepEqual([found[0]!, found[11]!].map(ratio).map(Math.round), [1, 51]);
});

Deno.test("what cannot be drawn by epoch is refused", () => {
  const refused = (draw: () => unknown, expected: RegExp) =>
    assert.throws(draw, (error) => error instanceof UsageError && expected.test(error.message));
  const epochs = [{ epoch: 0, counts: [1] }];
  refused(() => ridgesFigure({ heading: "", color: 0, layers: [] }), /at least one entry/);
  refused(
    () => ridges({ edges: [0, 1], epochs: [] }),
    /the epochs of Layer: expected at least one/,
  );
  refused(() => ridges({ edges: [0, 1, 2], epochs }), /expected 2 edges of 1 bars, got 3/);
  refused(() => ridges({ edges: [0, 1], epochs }, true), /expected edges above 0, got 0/);
  const dying = (dead: number, bornDead: number) => () =>
    deadNeuronHistoryFigure({
      heading: "",
      color: 0,
      layers: [{ name: "Layer", width: 4, epochs: [{ epoch: 3, dead, bornDead }] }],
    });
  refused(dying(5, 1), /Layer, epoch 3: expected no more born dead than dead .* got 1, 5 and 4/);
  refused(dying(1, 2), /got 2, 1 and 4/);
});

Deno.test("the dead are drawn above those that were born dead", () => {
  const figure = deadNeuronHistoryFigure({
    heading: "Dead",
    color: 2,
    layers: [{
      name: "Layer",
      width: 8,
      epochs: [{ epoch: 0, dead: 2, bornDead: 2 }, { epoch: 1, dead: 4, bornDead: 1 }],
    }],
  });
  const rows = figure.data.rows.map(({ mark, series, x, low, high, y }) =>
    [mark, series, x, low ?? y, high].join(" ")
  );
  assert.deepEqual(rows, [
    "band  0 0 0.25",
    "band  1 0 0.125",
    "band  0 0.25 0.25",
    "band  1 0.125 0.5",
    "line Dead 0 0.25 ",
    "line Dead 1 0.5 ",
    "line Born dead 0 0.25 ",
    "line Born dead 1 0.125 ",
  ]);
});

Deno.test("the dead over the training images are points, and what is over which images is said", () => {
  const figure = deadNeuronHistoryFigure({
    heading: "Dead",
    color: 2,
    layers: [{
      name: "Layer",
      width: 8,
      images: 256,
      epochs: [{ epoch: 0, dead: 4, bornDead: 4 }, { epoch: 1, dead: 4, bornDead: 3 }],
      inTraining: [{ epoch: 0, dead: 2, bornDead: 2 }, { epoch: 1, dead: 2, bornDead: 1 }],
    }],
  });
  const rows = figure.data.rows.filter(({ mark }) => mark !== "band")
    .map(({ mark, series, x, y }) => [mark, series, x, y].join(" "));
  assert.deepEqual(rows, [
    "line Dead, over 256 images 0 0.5",
    "line Dead, over 256 images 1 0.5",
    "line Born dead, over 256 images 0 0.5",
    "line Born dead, over 256 images 1 0.375",
    "points Dead, over the training images 0 0.25",
    "points Dead, over the training images 1 0.25",
    "points Born dead, over the training images 0 0.25",
    "points Born dead, over the training images 1 0.125",
  ]);
  const inTraining = [{ epoch: 7, dead: 9, bornDead: 1 }];
  const layers = [{
    name: "Layer",
    width: 8,
    epochs: [{ ...inTraining[0]!, dead: 8 }],
    inTraining,
  }];
  assert.throws(
    () => deadNeuronHistoryFigure({ heading: "", color: 0, layers }),
    /epoch 7: .* 9 and 8/,
  );
});
