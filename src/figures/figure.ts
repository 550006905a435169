/** A figure: laid out and drawn when asked, as PNG, SVG or PDF, to a file or into a notebook. */

import { UsageError } from "../errors.ts";
import { writeFile } from "../platform.ts";
import { type FigureData, toCsv, toJson } from "./data.ts";
import { type FigureSettings, type Look, resolveLook } from "./look.ts";
import { openCanvas } from "./native_canvas.ts";
import { type Provenance, textsOf } from "./provenance.ts";
import type { Scene } from "./scene.ts";

/** Dots per inch of a PNG, unless others are asked for. */
export const DEFAULT_DPI = 150;

/** How a figure is written into a file. */
export interface SaveOptions {
  /** Dots per inch of a PNG, 10 to 1200 (default: 150). */
  readonly dpi?: number | undefined;
  /** Whether an SVG's texts are texts, which a program can edit, and not outlines (default: no). */
  readonly editable?: boolean | undefined;
}

/**
 * A figure; nothing is drawn before it is asked for.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { Figure, lineFigure } from "@activation-lab/activation-lab";
 *
 * const folder = await Deno.makeTempDir();
 * const series = [{ name: "measured", x: [1, 2, 3], y: [1, 4, 9] }];
 * const figure: Figure = lineFigure({ title: "Squares", xLabel: "x", yLabel: "y", series });
 * await figure.save(`${folder}/squares.svg`); // or .png, .pdf, .csv, .json
 * assert.match(await Deno.readTextFile(`${folder}/squares.svg`), /<svg/);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export class Figure {
  readonly #compose: (look: Look) => Scene;
  readonly #settings: FigureSettings;
  readonly #provenance: Provenance;
  /** The numbers that it draws, one row an observation. */
  readonly data: FigureData;

  /**
   * Made by the functions that draw; `compose` lays the page out, `data` are the numbers on it.
   *
   * @internal
   */
  constructor(
    compose: (look: Look) => Scene,
    data: FigureData,
    settings: FigureSettings = {},
    provenance: Provenance = {},
  ) {
    this.#compose = compose;
    this.#settings = settings;
    this.#provenance = provenance;
    this.data = data;
  }

  /**
   * The same figure at another size or in another look; settings that are left out stay. Throws
   * `UsageError` for a setting that isn't there, or out of range; where text leaves no room for
   * data, what draws throws it.
   */
  with(settings: FigureSettings): Figure {
    const given = Object.entries(settings).filter(([, value]) => value !== undefined);
    const all: FigureSettings = { ...this.#settings, ...Object.fromEntries(given) };
    resolveLook(all);
    return new Figure(this.#compose, this.data, all, this.#provenance);
  }

  /** How it was made, as its files say; how it is to look is among the settings. */
  get provenance(): Provenance {
    const settings = { ...this.#provenance.settings, ...this.#settings };
    return { ...this.#provenance, ...Object.keys(settings).length > 0 && { settings } };
  }

  /** The same figure, whose files say this, too, of how it was made; `readProvenance` reads it. */
  withProvenance(provenance: Provenance): Figure {
    const all = { ...this.#provenance, ...provenance };
    return new Figure(this.#compose, this.data, this.#settings, all);
  }

  /**
   * Its texts, lines and bars with their places, in points.
   *
   * @internal
   */
  async page(): Promise<Scene> {
    const { measure } = await openCanvas();
    return this.#compose({ ...resolveLook(this.#settings), measure });
  }

  /** A PNG of `dpi` dots per inch. Throws a UsageError for a dpi outside 10 … 1200. */
  async toPng(dpi: number = DEFAULT_DPI): Promise<Uint8Array> {
    if (!(dpi >= 10 && dpi <= 1200)) {
      throw new UsageError(`a picture's dpi: expected a number from 10 to 1200, got ${dpi}`);
    }
    return (await openCanvas()).png(await this.page(), dpi, textsOf(this.provenance));
  }

  /**
   * An SVG document. Its texts are outlines, which look the same everywhere; `editable` ones are texts,
   * in Arimo where the viewer has it, as they always are in a page.
   */
  async toSvg(
    { editable = false }: { readonly editable?: boolean | undefined } = {},
  ): Promise<string> {
    const canvas = await openCanvas();
    return canvas.svg(await this.page(), textsOf(this.provenance), editable);
  }

  /** A PDF of one page. */
  async toPdf(): Promise<Uint8Array> {
    return (await openCanvas()).pdf(await this.page(), textsOf(this.provenance));
  }

  /** The numbers that it draws as CSV: the names of the columns, and a line an observation. */
  toCsv(): string {
    return toCsv(this.data);
  }

  /** The same as a JSON document: a list with an object an observation. */
  toJson(): string {
    return toJson(this.data);
  }

  /**
   * Writes the figure in the format that the path ends with: .png (at `dpi` dots per inch), .svg (with
   * texts as texts if `editable`) or .pdf, or the numbers that it draws, .csv or .json. The file is
   * whole or absent; its folder is made. Throws `UsageError` for another ending, `LabError` when it
   * cannot be written.
   */
  async save(path: string, options: SaveOptions = {}): Promise<void> {
    await writeFile(path, await this.#encode(/\.[^./\\]*$/.exec(path)?.[0] ?? "", options));
  }

  /** How Deno's Jupyter kernel shows it. */
  async [Symbol.for("Jupyter.display")](): Promise<Record<string, string>> {
    return { "image/png": (await this.toPng()).toBase64() };
  }

  async #encode(extension: string, { dpi, editable }: SaveOptions): Promise<Uint8Array> {
    const encode = (text: string) => new TextEncoder().encode(text);
    switch (extension.toLowerCase()) {
      case ".png":
        return await this.toPng(dpi);
      case ".svg":
        return encode(await this.toSvg({ editable }));
      case ".pdf":
        return await this.toPdf();
      case ".csv":
        return encode(this.toCsv());
      case ".json":
        return encode(this.toJson());
      default:
        throw new UsageError(
          `expected a figure's file to end in .png, .svg, .pdf, .csv or .json, got "${extension}"`,
        );
    }
  }
}
