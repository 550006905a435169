/** What a figure's file says of how it was made, as texts that PNG, SVG and PDF all can hold. */

import { LabError } from "../errors.ts";
import { inspect, printable } from "../printable.ts";
import { VERSION } from "../version.ts";

/** How a figure was made; its file holds it, and `readProvenance` reads it. */
export interface Provenance {
  /** What the figure shows, in a few words. */
  readonly title?: string;
  /** The program and its version (default: this one's, such as "activation-lab 0.9.0"). */
  readonly software?: string;
  /** The command line that draws it again. */
  readonly command?: string;
  /** What was drawn, and how: whatever JSON can hold. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Of the random numbers that it came of. */
  readonly seed?: number;
  /** The device that computed it. */
  readonly device?: string;
}

/** Texts of one line by their keywords: "Title", "Software", "Command", "Settings", "Seed", "Device". */
export type Texts = Readonly<Record<string, string>>;

const PROGRAM = "activation-lab";

/** The texts of a provenance, in their order in every file. */
export function textsOf(
  { title, software = `${PROGRAM} ${VERSION}`, command, settings, seed, device }: Provenance,
): Texts {
  const texts = {
    Title: title,
    Software: software,
    Command: command,
    Settings: settings && JSON.stringify(settings),
    Seed: seed?.toString(),
    Device: device,
  };
  const given = Object.entries(texts).filter(([, text]) => text !== undefined);
  return Object.fromEntries(given.map(([keyword, text]) => [keyword, printable(text!)]));
}

/** The provenance that the texts of the file `name` tell. Throws `LabError` where they are another program's. */
export function provenanceOf(texts: Texts, name: string): Provenance {
  const { Title, Software, Command, Settings, Seed, Device } = texts;
  if (!Software?.startsWith(`${PROGRAM} `)) {
    throw new LabError(`${name} does not say how it was made, expected a figure of ${PROGRAM}`);
  }
  return {
    ...(Title !== undefined && { title: Title }),
    software: Software,
    ...(Command !== undefined && { command: Command }),
    ...(Settings !== undefined && { settings: parseSettings(Settings, name) }),
    ...(Seed !== undefined && { seed: parseSeed(Seed, name) }),
    ...(Device !== undefined && { device: Device }),
  };
}

/** All texts but the title as one, a line each, for formats that have a title and a description. */
export function describe({ Title: _, ...texts }: Texts): string {
  return Object.entries(texts).map(([keyword, text]) => `${keyword}: ${text}`).join("\n");
}

/** The texts that `describe` made one of. */
export function parseDescription(description: string): Texts {
  const lines = description.matchAll(/^(\w+): (.*)$/gm);
  return Object.fromEntries(Array.from(lines, ([, keyword, text]) => [keyword!, text!]));
}

function parseSettings(text: string, name: string): Readonly<Record<string, unknown>> {
  try {
    const settings: unknown = JSON.parse(text);
    if (typeof settings === "object" && settings !== null && !Array.isArray(settings)) {
      return settings as Record<string, unknown>;
    }
  } catch {
    // It is refused as what is no object.
  }
  throw new LabError(`settings of ${name}: expected a JSON object, got ${inspect(text)}`);
}

function parseSeed(text: string, name: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new LabError(`seed of ${name}: expected an integer, got ${inspect(text)}`);
}
