/** The numbers behind the figures of studies, and where they stand. */
import assert from "node:assert/strict";
import { UsageError } from "../../src/errors.ts";
import { criticalDifferenceFigure } from "../../src/figures/critical_difference.ts";
import { differencesFigure } from "../../src/figures/differences.ts";
import { factorFigure } from "../../src/figures/factor.ts";
import { factorHeatMap } from "../../src/figures/factor_heat_map.ts";
import type { Figure } from "../../src/figures/figure.ts";
import { layerVariancesFigure } from "../../src/figures/layer_variances.ts";
import { learningCurvesFigure } from "../../src/figures/learning_curves.ts";
import { openCanvas } from "../../src/figures/native_canvas.ts";
import { paletteColor } from "../../src/figures/palette.ts";
import { type Node, type Path, texts } from "../../src/figures/scene.ts";
import { type SeedRun, type SeedsCell, seedsFigure } from "../../src/figures/seeds.ts";
import { untrainedRunsFigure } from "../../src/figures/untrained_runs.ts";
import { assertLegible } from "./legible.ts";
import { STUDY_FIGURES } from "./study_samples.ts";

/** A path with the place of its group. */
interface Placed extends Path {
  readonly x: number;
  readonly y: number;
}

/** All paths of a figure with their places within the panel. */
async function pathsOf(figure: Figure): Promise<Placed[]> {
  const open = (items: readonly Node[], x: number, y: number): Placed[] =>
    items.flatMap((item) => {
      if (item.kind === "group") return open(item.items, item.x, item.y);
      return item.kind === "path" ? [{ ...item, x, y }] : [];
    });
  return open((await figure.page()).items, 0, 0);
}

/** A closed path, but not of one point. */
const MARKER = /[LC].*Z$/;

/** The places of the markers of a colour: filled ones, and open ones. */
async function markersOf(figure: Figure, color: number) {
  const markers = (await pathsOf(figure)).filter(({ d, opacity }) =>
    MARKER.test(d) && opacity === undefined
  );
  const of = (key: "fill" | "stroke") =>
    markers.filter((marker) => marker[key] === paletteColor(color)).map(({ x, y }) => [x, y]);
  return { filled: of("fill"), open: of("stroke") };
}

async function textsOf(figure: Figure): Promise<string[]> {
  const open = (item: Node): Node[] => item.kind === "group" ? item.items.flatMap(open) : [item];
  return (await figure.page()).items.flatMap(open)
    .flatMap((item) => item.kind === "text" ? item.text : []);
}

function cell(color: number, runs: readonly SeedRun[], rest: Partial<SeedsCell> = {}): SeedsCell {
  return { name: `cell ${color}`, color, mean: null, interval: null, runs, ...rest };
}

const HEIGHT = 240; // of a single panel

Deno.test("seeds: every run is a row, with what became of it, and each cell's mean", () => {
  const { rows } = STUDY_FIGURES["seeds"]!().data;
  assert.equal(rows.length, 66);
  const outcomes = Map.groupBy(rows, ({ outcome }) => outcome);
  assert.deepEqual(outcomes.get("untrained")!.map(({ cell, seed, value }) => [cell, seed, value]), [
    ...[0, 1, 2, 3].map((seed) => ["Sigmoid", seed, 0.1]),
  ]);
  assert.deepEqual(outcomes.get("diverged"), [
    { panel: "1", cell: "Tanh", seed: 5, outcome: "diverged" },
  ]);
  assert.deepEqual(Object.keys(rows.at(-1)!), ["panel", "cell", "mean", "low", "high"]);
});

Deno.test("seeds: what learned nothing stands on the lower edge, and does not stretch the axis", async () => {
  const good = [{ seed: 0, value: 0.8 }, { seed: 1, value: 0.9 }];
  const figure = seedsFigure({
    panels: [{
      cells: [
        cell(2, [...good, { seed: 2, value: 0.1, untrained: true }, { seed: 3, value: null }], {
          mean: 0.6,
          interval: [0.2, 1],
        }),
        cell(4, good, { mean: 0.85, interval: [0.75, 0.95] }),
      ],
    }],
  });
  const { filled, open } = await markersOf(figure, 2);
  const edge = open[0]![1]!;
  assert.equal(open.length, 1);
  assert.ok(edge > HEIGHT - 8 && edge < HEIGHT);
  // Two runs on the axes, a cross for the diverged one, a triangle for the mean.
  assert.equal(filled.length, 4);
  assert.equal(filled.filter(([, y]) => y === edge).length, 2);
  assert.equal((await textsOf(figure)).filter((text) => text.startsWith("0.1")).length, 0);
  const places = (await markersOf(figure, 4)).filled.map(([, y]) => y!);
  assert.ok(Math.max(...places) - Math.min(...places) > HEIGHT / 3);
});

Deno.test("seeds: a cell that learns only now and then does not stretch the axis where it does", async () => {
  const good = [{ seed: 0, value: 0.88 }, { seed: 1, value: 0.89 }];
  const mixed = [{ seed: 0, value: 0.7 }, { seed: 1, value: 0.1, untrained: true }];
  const figure = seedsFigure({
    panels: [{ cells: [cell(2, good), cell(0, mixed, { mean: 0.4 })] }],
  });
  const { filled, open } = await markersOf(figure, 0);
  assert.deepEqual(filled.map(([, y]) => y), [open[0]![1], open[0]![1]]); // the run, and the mean
  const texts = await textsOf(figure);
  assert.ok(texts.includes("trained, below the axis"));
  assert.equal(texts.filter((text) => text.startsWith("0.7")).length, 0);
  const alone = await textsOf(seedsFigure({ panels: [{ cells: [cell(0, mixed)] }] }));
  assert.ok(!alone.includes("trained, below the axis"));
  assert.equal(alone.filter((text) => text.startsWith("0.2")).length, 0);
});

Deno.test("seeds: words say what lies below the axis of a cell that learns now and then", async () => {
  const good = [{ seed: 0, value: 0.88 }, { seed: 1, value: 0.89 }];
  const written = async (
    values: readonly (number | null)[],
    metric = { percent: true },
    mean = 0.4,
  ) => {
    const runs = values.map((value, seed) => ({ seed, value, untrained: value === 0.1 }));
    const figure = seedsFigure({
      metric,
      panels: [{ cells: [cell(2, good), cell(0, runs, { mean })] }],
    });
    return (await textsOf(figure)).filter((text) => text.includes(" at "));
  };
  assert.deepEqual(await written([0.1, 0.7, 0.1, 0.18]), ["2 untrained, 2 at 18% to 70%"]);
  assert.deepEqual(await written([0.1, null, 0.7]), ["1 untrained, 1 diverged, 1 at 70%"]);
  assert.deepEqual(await written([0.1, 0.18, 0.7], { percent: false }), [
    "1 untrained, 2 at 0.18 to 0.7",
  ]);
  for (const plain of [[0.1, 0.1], [null, 0.1], [0.1, 0.89]]) {
    assert.deepEqual(await written(plain), []);
  }
  assert.deepEqual(await written([0.1, 0.7], { percent: true }, 0.885), []); // the mean stands there
});

Deno.test("seeds: without a run that learned something, all stand at their values", async () => {
  const runs = [{ seed: 0, value: 0.1, untrained: true }, {
    seed: 1,
    value: 0.12,
    untrained: true,
  }];
  const { open } = await markersOf(seedsFigure({ panels: [{ cells: [cell(3, runs)] }] }), 3);
  assert.equal(new Set(open.map(([, y]) => y)).size, 3); // and one in the legend
  const diverged = [{ seed: 0, value: null }];
  const { filled } = await markersOf(seedsFigure({ panels: [{ cells: [cell(3, diverged)] }] }), 3);
  assert.equal(filled.length, 1);
});

Deno.test("seeds: lines join runs of one seed, whatever their order", async () => {
  const figure = seedsFigure({
    panels: [{
      cells: [
        cell(0, [{ seed: 1, value: 1 }, { seed: 2, value: 3 }]),
        cell(1, [{ seed: 2, value: 3 }, { seed: 1, value: 1 }, { seed: 3, value: 2 }]),
      ],
    }],
  });
  const joins = (await pathsOf(figure)).filter(({ stroke }) => stroke === paletteColor(7));
  assert.equal(joins.length, 2);
  for (const { d } of joins) {
    const [from, to] = d.slice(1).split("L").map((point) => Number(point.split(",")[1]));
    assert.equal(from, to);
  }
});

Deno.test("differences: a pair that was not tested is told from one without a difference", async () => {
  const pair = { name: "a − b", mean: 1, interval: null };
  const figure = (found: boolean | null) =>
    differencesFigure({ label: "Difference", panels: [{ pairs: [{ ...pair, found }] }] });
  const shape = async (found: boolean | null) =>
    (await pathsOf(figure(found))).find(({ stroke }) => stroke === paletteColor(0))!.d;
  assert.notEqual(await shape(null), await shape(false));
  assert.equal((await markersOf(figure(null), 0)).filled.length, 0);
  for (const [found, said] of [[null, true], [false, false], [true, false]] as const) {
    assert.equal((await textsOf(figure(found))).includes("not tested"), said);
  }
  assert.equal(figure(null).data.rows[0]!["found"], "not tested");
});

Deno.test("differences: open where none was found, the first pair uppermost", async () => {
  const figure = differencesFigure({
    label: "Difference",
    panels: [{
      pairs: [
        { name: "a − b", mean: 2, interval: [1, 3], found: true },
        { name: "a − c", mean: -1, interval: [-3, 1], found: false },
        { name: "b − c", mean: null, interval: null, found: false },
      ],
    }],
  });
  const { filled, open } = await markersOf(figure, 0);
  assert.ok(filled[0]![1]! < open[0]![1]! && filled[0]![0]! > open[0]![0]!);
  assert.deepEqual(figure.data.rows, [
    { panel: "1", pair: "a − b", mean: 2, low: 1, high: 3, found: "true" },
    { panel: "1", pair: "a − c", mean: -1, low: -3, high: 1, found: "false" },
    { panel: "1", pair: "b − c", found: "false" },
  ]);
});

Deno.test("learning curves: a band around the mean, and runs that came to nothing by themselves", () => {
  const { rows } = STUDY_FIGURES["learning_curves"]!().data;
  const of = (mark: string, series: string) =>
    rows.filter((row) => row["mark"] === mark && row["series"] === series);
  assert.equal(of("line", "Tanh").length, 20);
  assert.equal(of("band", "Tanh").length, 20);
  assert.equal(of("line", "Sigmoid, untrained").length, 20);
  assert.deepEqual(of("line", "Sigmoid, diverged").map(({ y }) => y), [0.5, 0.6, 0.45]);
});

Deno.test("learning curves: a single run is a thin line as far as it goes, and holds the axis", async () => {
  const curve = { name: "mixed", color: 0, mean: [], low: [], high: [] };
  const other = { name: "c", color: 2, mean: [0.8, 0.9], low: [], high: [] };
  const runs = [[0.1, 0.1, 0.7], [0.1, 0.2]];
  const failed = [0.05, 0.5].map((end) => ({ outcome: "untrained" as const, values: [end, end] }));
  const figure = learningCurvesFigure({
    panels: [{ curves: [{ ...curve, runs, failed }, other] }],
  });
  const points = figure.data.rows.filter(({ series }) => series === "mixed")
    .map(({ x, y }) => [x, y]);
  assert.deepEqual(points, [[1, 0.1], [2, 0.1], [3, 0.7], [1, 0.1], [2, 0.2]]);
  const lines = (await pathsOf(figure)).filter(({ d, stroke, dash }) =>
    stroke === paletteColor(0) && !MARKER.test(d) && !dash
  );
  assert.equal(new Set(lines.map(({ lineWidth }) => lineWidth)).size, 1);
  assert.equal(lines[0]!.lineWidth, 0.75);
  // The two ends and the legend's; the failed runs' on the lower edge, and at its place.
  const { filled, open: [edge, above] } = await markersOf(figure, 0);
  assert.equal(filled.length, 3);
  assert.ok(filled.slice(0, 2).every(([, y]) => y! < 0.85 * HEIGHT));
  assert.ok(edge![1]! > HEIGHT - 8 && above![1]! < 0.6 * HEIGHT);
  assert.equal((await textsOf(figure)).filter((text) => text === "mixed").length, 1);
});

Deno.test("learning curves: of one epoch, too, the interval is seen", async () => {
  const curve = { name: "c", color: 2, mean: [0.8], low: [0.7], high: [0.9] };
  const figure = learningCurvesFigure({ panels: [{ curves: [curve] }] });
  const upright = (await pathsOf(figure)).filter(({ d, stroke }) =>
    stroke === paletteColor(2) && /^M([\d.]+),[\d.]+L\1,[\d.]+$/.test(d)
  );
  assert.equal(upright.length, 1);
  const [from, to] = upright[0]!.d.match(/,[\d.]+/g)!.map((y) => Number(y.slice(1)));
  assert.ok(Math.abs(from! - to!) > HEIGHT / 2);
  const band = figure.data.rows.find(({ mark }) => mark === "band")!;
  assert.deepEqual([band["series"], band["x"], band["low"], band["high"]], ["c", 1, 0.7, 0.9]);
});

Deno.test("learning curves: runs that end below the means do not stretch the axis", async () => {
  const mean = [0.8, 0.9], failed = { outcome: "untrained", values: [0.1, 0.1] } as const;
  const curve = { name: "c", color: 2, mean, low: [], high: [], failed: [failed] };
  const figure = (more: object = {}) =>
    learningCurvesFigure({ panels: [{ curves: [{ ...curve, ...more }] }] });
  const { open: [edge] } = await markersOf(figure(), 2);
  assert.ok(edge![1]! > HEIGHT - 8 && edge![1]! < HEIGHT);
  assert.ok(!(await textsOf(figure())).some((text) => text.startsWith("0.1")));
  const alone = await markersOf(figure({ mean: [] }), 2);
  assert.ok(alone.open[0]![1]! < HEIGHT - 8, "without a mean they stand at their values");
});

Deno.test("panels have one legend below them, of all that there is in any of them", async () => {
  const { measure } = await openCanvas();
  const panels = [
    { cells: [cell(0, [{ seed: 0, value: 1 }])] },
    { cells: [cell(1, [{ seed: 0, value: 1 }, { seed: 1, value: null }])] },
  ];
  const page = await seedsFigure({ panels }).with({ width: "page" }).page();
  const named = texts(page.items, measure).filter(({ text }) => text === "diverged");
  assert.equal(named.length, 1);
  assert.ok(named[0]!.box.x < page.width / 4 && named[0]!.box.y > 0.8 * page.height);
});

Deno.test("critical difference: markers at their ranks, a bar over each group of several", async () => {
  const figure = (groups: string[][]) =>
    criticalDifferenceFigure({
      treatments: [
        { name: "worst", color: 0, rank: 3 },
        { name: "best", color: 1, rank: 1 },
        { name: "middle", color: 2, rank: 1.5 },
      ],
      criticalDifference: 1,
      groups,
    });
  const drawn = figure([["best", "middle"], ["worst"]]);
  const [best, middle, worst] = await Promise.all(
    [1, 2, 0].map(async (color) => (await markersOf(drawn, color)).filled[0]![0]!),
  );
  assert.ok(Math.abs((middle! - best!) / (worst! - best!) - 0.25) < 1e-9);
  const bars = (await pathsOf(drawn)).filter(({ lineWidth, fill }) => !fill && lineWidth === 3);
  assert.equal(bars.length, 1);
  const [from, to] = /^M([\d.]+),[\d.]+H([\d.]+)$/.exec(bars[0]!.d)!.slice(1).map(Number);
  assert.ok(from! <= best! && to! >= middle! && to! < worst!);
  assert.ok((await textsOf(drawn)).includes("CD = 1.00"));
  assert.throws(() => figure([["best", "other"]]), /UsageError: expected groups of the .*"other"/);
});

Deno.test("a critical difference that is wider than the page is written, and not drawn", async () => {
  const figure = criticalDifferenceFigure({
    treatments: ["a", "b"].map((name, color) => ({ name, color, rank: 1.5 })),
    criticalDifference: 50,
    groups: [["a", "b"]],
  });
  assert.ok((await textsOf(figure)).includes("CD = 50.00"));
  for (const { d, x } of await pathsOf(figure)) {
    for (const [, to] of d.matchAll(/H([\d.]+)/g)) assert.ok(x + Number(to) < 400, d);
  }
});

Deno.test("factor: a line is broken where all runs diverged, and open where some came to nothing", async () => {
  const figure = factorFigure({
    factor: { label: "Width", log: true },
    panels: [{
      series: [{
        name: "ReLU",
        color: 2,
        levels: [
          { x: 8, mean: 2, interval: [1, 3] },
          { x: 32, mean: 3, interval: null, untrained: 1 },
          { x: 128, mean: null, interval: null, diverged: 5 },
          { x: 512, mean: 4, interval: [3, 5], diverged: 1 },
        ],
      }],
    }],
  });
  const { filled, open } = await markersOf(figure, 2);
  // Three means and a cross, two of the means open; and one of each in the legend.
  assert.equal(filled.length, 3 + 1 + 1);
  assert.equal(open.length, 2 + 1);
  const lines = (await pathsOf(figure)).filter(({ d, stroke }) =>
    stroke === paletteColor(2) && !MARKER.test(d)
  );
  // Intervals that have no neighbour, the two parts of the line, and the legend's.
  assert.deepEqual(lines.map(({ d }) => d.split("L").length), [...[2, 2], ...[2, 1], 2]);
  const written = await textsOf(figure);
  for (const level of ["8", "32", "128", "512"]) assert.ok(written.includes(level), level);
  assert.deepEqual(figure.data.rows[2], {
    panel: "1",
    series: "ReLU",
    x: 128,
    untrained: 0,
    diverged: 5,
  });
});

Deno.test("factor: an axis of shares begins at 0, and the markers there are whole", async () => {
  const levels = [{ x: 1, mean: 0, interval: null }, { x: 2, mean: 0.4, interval: null }];
  const edge = async (metric: { readonly percent?: boolean }, first = levels[0]!) => {
    const series = [{ name: "ReLU", color: 2, levels: [first, levels[1]!] }];
    const figure = factorFigure({ factor: {}, metric, panels: [{ series }] });
    const place = (await markersOf(figure, 2)).filled[0]![1]!;
    const open = (item: Node): Node[] =>
      item.kind === "group" ? [item, ...item.items.flatMap(open)] : [];
    const clips = (await figure.page()).items.flatMap(open)
      .flatMap((item) => item.kind === "group" ? item.clip ?? [] : []);
    return { place, clip: clips[0]!.height };
  };
  const { place, clip } = await edge({ percent: true });
  assert.equal(place, HEIGHT);
  assert.ok(clip >= HEIGHT + 3, `${clip}`);
  for (
    const { place, clip } of [
      await edge({}),
      await edge({ percent: true }, { x: 1, mean: -0.1, interval: null }),
    ]
  ) {
    assert.ok(place < HEIGHT - 5, `${place}`);
    assert.equal(clip, HEIGHT);
  }
});

Deno.test("heat map of two factors: its table names their values, and counts what failed", async () => {
  const figure = STUDY_FIGURES["factor_heat_map"]!();
  const failed = figure.data.rows.filter(({ diverged }) => Number(diverged) > 0);
  assert.deepEqual(failed.map(({ x, y, mean }) => [x, y, mean]), [
    ["32", "Sigmoid", undefined],
    ["32", "Tanh", 0.774],
  ]);
  assert.equal((await markersOf(figure, 7)).open.length, 2); // and one in the legend
});

Deno.test("heat map of two factors: what diverged is told from what is not there", async () => {
  const values = ["a"], metric = {};
  const crosses = async (diverged: number) => {
    const cells = [[{ mean: 0.8 }], [{ mean: null, diverged }]];
    const figure = factorHeatMap({
      metric,
      columns: { values },
      rows: { values: ["b", "c"] },
      cells,
    });
    const { filled } = await markersOf(figure, 7);
    return [filled.length, (await textsOf(figure)).includes("all diverged")];
  };
  assert.deepEqual(await crosses(0), [0, false]);
  assert.deepEqual(await crosses(3), [2, true]); // and one in the legend
});

Deno.test("untrained runs: a bar a cell, and one for diverged runs only where there are any", async () => {
  const cells = [{ name: "a", runs: 4, untrained: 1, diverged: 0 }];
  const figure = (diverged: number) =>
    untrainedRunsFigure({
      panels: [{ cells: [...cells, { name: "b", runs: 4, untrained: 4 - diverged, diverged }] }],
    });
  assert.deepEqual(figure(0).data.rows.map(({ x, y, note }) => [x, y, note]), [
    ["a", 0.25, "1 / 4"],
    ["b", 1, "4 / 4"],
  ]);
  assert.deepEqual(figure(1).data.rows.map(({ series, y }) => [series, y]), [
    ...[["untrained", 0.25], ["untrained", 0.75], ["diverged", 0], ["diverged", 0.25]],
  ]);
  assert.ok((await textsOf(figure(0))).includes("100%"));
});

Deno.test("layer variances: measured and expected by layer, 0 on the lower edge", async () => {
  const figure = layerVariancesFigure({
    networks: [{
      name: "Tanh",
      color: 1,
      activations: [0.4, 0, 0.1],
      gradients: [1, 2, 3],
      theory: { activations: [0.5, 0.5, 0.5], gradients: [1, 1, 1] },
    }],
  });
  const of = (panel: string, series: string) =>
    figure.data.rows.filter((row) => row["panel"] === panel && row["series"] === series)
      .map(({ x, y }) => [x, y]);
  assert.deepEqual(of("Activations", "Tanh"), [[1, 0.4], [3, 0.1], [2, 0]]);
  assert.deepEqual(of("Gradients", "Tanh"), [[1, 1], [2, 2], [3, 3]]);
  assert.deepEqual(of("Activations", "Tanh, theory"), [[1, 0.5], [2, 0.5], [3, 0.5]]);
  assert.ok((await textsOf(figure)).includes("no variance"));
});

Deno.test("layer variances: nothing but the theory is dashed, whatever the colour", async () => {
  const measured = { activations: [4, 2], gradients: [1, 2] };
  const network = { name: "SELU", color: 11, ...measured };
  const dashed = async (networks: Parameters<typeof layerVariancesFigure>[0]["networks"]) =>
    (await pathsOf(layerVariancesFigure({ networks }))).filter(({ dash }) => dash).length;
  assert.equal(await dashed([network]), 0);
  assert.ok(await dashed([{ ...network, theory: measured }]) > 0);
});

Deno.test("critical difference: many treatments of long names have room in a column", async () => {
  const name = "an activation whose author could not decide on a shorter name for it";
  const treatments = Array.from({ length: 20 }, (_, i) => (
    { name: `${name} ${i}`, color: i, rank: i + 1 }
  ));
  const figure = criticalDifferenceFigure({ treatments, criticalDifference: 2, groups: [] });
  const drawn = figure.with({ width: "column", style: "paper" });
  await assertLegible(drawn);
  assert.equal((await textsOf(drawn)).filter((text) => text.includes("…")).length, 20);
  assert.equal(figure.data.rows[3]!["treatment"], `${name} 3`);
});

Deno.test("long names on an axis leave the data room, and keep their two ends", async () => {
  const formula = Array(12).fill("0.001 * sin(x) ** 3").join(" + ");
  const names = [`a + ${formula}`, `b + ${formula}`];
  const cells = names.map((name, i) => ({ ...cell(i, [{ seed: 0, value: i }]), name }));
  const pairs = [{ name: names.join(" − "), mean: 1, interval: [0, 2] as const, found: true }];
  const figures = [
    seedsFigure({ panels: [{ cells }, { cells }] }),
    differencesFigure({ label: "Difference", panels: [{ pairs }, { pairs }] }),
  ];
  for (const figure of figures) {
    for (const width of ["column", "page"]) {
      const drawn = figure.with({ width, style: "paper" });
      await assertLegible(drawn);
      const long = (await textsOf(drawn)).filter((text) => text.startsWith("a + 0.001"));
      assert.equal(long.length, 2);
      for (const text of long) assert.match(text, /^a \+ .+….+\*\* 3$/);
    }
  }
  assert.equal(figures[1]!.data.rows[0]!["pair"], names.join(" − "));
  assert.ok((await textsOf(figures[1]!)).includes(names.join(" − ")));
});

Deno.test("figures of studies refuse what cannot be drawn", () => {
  const run = { seed: 0, value: 1 };
  const seeds = (cells: readonly SeedsCell[]) => () => seedsFigure({ panels: [{ cells }] });
  const refusals: readonly (readonly [() => unknown, RegExp])[] = [
    [() => seedsFigure({ panels: [] }), /the list of panels: expected at least one entry/],
    [seeds([]), /the list of cells: expected at least one entry/],
    [seeds([cell(0, [])]), /the runs of cell 0: expected at least one entry/],
    [seeds([cell(0, [run, run])]), /cell 0: expected each seed once, got 0 twice/],
    [seeds([cell(0, [{ seed: 0, value: NaN }])]), /cell 0: expected finite numbers, got NaN/],
    [seeds([cell(0, [run], { mean: 1, interval: [2, 1] })]), /from low to high, got 2 to 1/],
    [seeds([cell(-1, [run])]), /an index into the palette/],
    [() => differencesFigure({ label: "", panels: [{ pairs: [] }] }), /the list of pairs/],
    [
      () =>
        learningCurvesFigure({
          panels: [{ curves: [{ name: "c", color: 0, mean: [1, 2], low: [0], high: [1, 2] }] }],
        }),
      /c, lower edge: expected a value for each of 2 places, got 1/,
    ],
    [
      () =>
        learningCurvesFigure({
          panels: [{ curves: [{ name: "c", color: 0, mean: [], low: [], high: [] }] }],
        }),
      /c: expected at least one entry/,
    ],
    [
      () =>
        factorFigure({ factor: {}, panels: [{ series: [{ name: "s", color: 0, levels: [] }] }] }),
      /the levels of s: expected at least one entry/,
    ],
    [
      () =>
        factorHeatMap({
          metric: {},
          columns: { values: ["1"] },
          rows: { values: ["a"] },
          cells: [[]],
        }),
      /a heat map: expected 1 rows of 1 cells, got 0/,
    ],
    [
      () =>
        untrainedRunsFigure({
          panels: [{ cells: [{ name: "a", runs: 1, untrained: 1, diverged: 1 }] }],
        }),
      /a: expected no more untrained and diverged runs than there are, got 1 and 1 of 1/,
    ],
    [
      () =>
        layerVariancesFigure({
          networks: [{ name: "n", color: 0, activations: [1], gradients: [-1] }],
        }),
      /gradients of n: expected variances from 0 on, got -1/,
    ],
    [
      () => criticalDifferenceFigure({ treatments: [], criticalDifference: 1, groups: [] }),
      /expected at least two treatments to rank, got 0/,
    ],
  ];
  for (const [draw, message] of refusals) {
    assert.throws(draw, (error) => error instanceof UsageError && message.test(error.message));
  }
});
