/** How different two colours look, to all eyes and to those that lack a kind of cone. */

type Triple = readonly [number, number, number];

/** Linear RGB as it looks to the colour-blind: Machado, Oliveira and Fernandes (2009), severity 1. */
const SIMULATIONS = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
} as const;

export type Blindness = keyof typeof SIMULATIONS;
export const BLINDNESSES = Object.keys(SIMULATIONS) as Blindness[];

/** ΔE2000 of two colours, "#rrggbb", as someone sees them. */
export function difference(one: string, other: string, blindness?: Blindness): number {
  return deltaE2000(lab(one, blindness), lab(other, blindness));
}

/** CIELAB under D65 of an sRGB colour. */
function lab(color: string, blindness?: Blindness): Triple {
  const rgb = [1, 3, 5].map((i) => linear(parseInt(color.slice(i, i + 2), 16) / 255));
  const seen = blindness
    ? SIMULATIONS[blindness].map((row) => Math.min(1, Math.max(0, dot(row, rgb))))
    : rgb;
  const white = [0.95047, 1, 1.08883];
  const [x, y, z] = [
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.072175],
    [0.0193339, 0.119192, 0.9503041],
  ].map((row, i) => {
    const part = dot(row, seen) / white[i]!;
    return part > 216 / 24389 ? Math.cbrt(part) : (24389 / 27 * part + 16) / 116;
  });
  return [116 * y! - 16, 500 * (x! - y!), 200 * (y! - z!)];
}

function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

/** The CIE's colour difference of 2000 between two colours in CIELAB. */
export function deltaE2000([l1, a1, b1]: Triple, [l2, a2, b2]: Triple): number {
  const chroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const stretch = 1.5 - 0.5 * Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7));
  const [p1, p2] = [a1 * stretch, a2 * stretch];
  const [c1, c2] = [Math.hypot(p1, b1), Math.hypot(p2, b2)];
  const [h1, h2] = [hue(p1, b1), hue(p2, b2)];
  let turn = c1 * c2 === 0 ? 0 : h2 - h1;
  if (turn > 180) turn -= 360;
  if (turn < -180) turn += 360;
  const dl = l2 - l1, dc = c2 - c1, dh = 2 * Math.sqrt(c1 * c2) * sine(turn / 2);
  const l = (l1 + l2) / 2, c = (c1 + c2) / 2;
  let h = h1 + h2;
  if (c1 * c2 !== 0) {
    h = Math.abs(h1 - h2) <= 180 ? h / 2 : (h + (h < 360 ? 360 : -360)) / 2;
  }
  const t = 1 - 0.17 * cosine(h - 30) + 0.24 * cosine(2 * h) + 0.32 * cosine(3 * h + 6) -
    0.2 * cosine(4 * h - 63);
  const sl = 1 + 0.015 * (l - 50) ** 2 / Math.sqrt(20 + (l - 50) ** 2);
  const sc = 1 + 0.045 * c, sh = 1 + 0.015 * c * t;
  const rc = 2 * Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7));
  const rt = -sine(60 * Math.exp(-(((h - 275) / 25) ** 2))) * rc;
  return Math.sqrt(
    (dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * (dc / sc) * (dh / sh),
  );
}

/** In degrees from 0 on, as are the next two. */
function hue(a: number, b: number): number {
  return (Math.atan2(b, a) * 180 / Math.PI + 360) % 360;
}

function sine(degrees: number): number {
  return Math.sin(degrees * Math.PI / 180);
}

function cosine(degrees: number): number {
  return Math.cos(degrees * Math.PI / 180);
}
