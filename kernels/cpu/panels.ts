/**
 * Panels: a matrix cut into strips of a tile's width, each strip stored so that a product reads it
 * from end to end. Strips that stick out over the matrix's edge are filled up with zeros.
 */

/**
 * Packs the strip of `width` lines that begins at line `first` of `lines`: for every place along them,
 * the lines' numbers there. `across` and `along` are the steps, in numbers, from a line to the next
 * and from a place to the next; one of them is 1.
 */
export function packPanel(
  x: usize,
  across: u32,
  along: u32,
  first: u32,
  lines: u32,
  width: u32,
  places: u32,
  out: usize,
): void {
  x += usize(first * across) << 2;
  const count = min(width, lines - first);
  if (count < width) packEdge(x, across, along, count, width, places, out);
  else if (across === 1) packRows(x, along, width, places, out);
  else if (width === 8) packColumns8(x, across, places, out);
  else packColumns6(x, across, places, out);
}

/** Lines side by side in memory: short rows are copied. */
function packRows(x: usize, along: u32, width: u32, places: u32, out: usize): void {
  const step = usize(along) << 2;
  const end = out + (usize(places * width) << 2);
  if (width === 8) {
    for (; out < end; out += 32, x += step) {
      v128.store(out, v128.load(x));
      v128.store(out, v128.load(x, 16), 16);
    }
  } else {
    for (; out < end; out += 24, x += step) {
      v128.store(out, v128.load(x));
      store<u64>(out, load<u64>(x, 16), 16);
    }
  }
}

/** Eight lines end to end in memory: squares of 4 × 4 are transposed. */
function packColumns8(x: usize, across: u32, places: u32, out: usize): void {
  const line = usize(across) << 2;
  const whole = places & ~3;
  for (let place: u32 = 0; place < whole; place += 4, x += 16, out += 128) {
    transpose(x, line, out, 32);
    transpose(x + 4 * line, line, out + 16, 32);
  }
  for (let place = whole; place < places; place++, x += 4, out += 32) {
    for (let i: usize = 0; i < 8; i++) store<f32>(out + (i << 2), load<f32>(x + i * line));
  }
}

/** Six lines end to end in memory. */
function packColumns6(x: usize, across: u32, places: u32, out: usize): void {
  const line = usize(across) << 2;
  const whole = places & ~3;
  for (let place: u32 = 0; place < whole; place += 4, x += 16, out += 96) {
    transpose(x, line, out, 24);
    const a = v128.load(x + 4 * line);
    const b = v128.load(x + 5 * line);
    const low = i32x4.shuffle(a, b, 0, 4, 1, 5);
    const high = i32x4.shuffle(a, b, 2, 6, 3, 7);
    v128.store64_lane(out, low, 0, 16);
    v128.store64_lane(out, low, 1, 40);
    v128.store64_lane(out, high, 0, 64);
    v128.store64_lane(out, high, 1, 88);
  }
  for (let place = whole; place < places; place++, x += 4, out += 24) {
    for (let i: usize = 0; i < 6; i++) store<f32>(out + (i << 2), load<f32>(x + i * line));
  }
}

/** A square of 4 × 4 numbers, its lines `line` bytes apart, transposed to lines `step` bytes apart. */
function transpose(x: usize, line: usize, out: usize, step: usize): void {
  const a = v128.load(x), b = v128.load(x + line);
  const c = v128.load(x + 2 * line), d = v128.load(x + 3 * line);
  const ab = i32x4.shuffle(a, b, 0, 4, 1, 5), cd = i32x4.shuffle(c, d, 0, 4, 1, 5);
  const AB = i32x4.shuffle(a, b, 2, 6, 3, 7), CD = i32x4.shuffle(c, d, 2, 6, 3, 7);
  v128.store(out, i64x2.shuffle(ab, cd, 0, 2));
  v128.store(out + step, i64x2.shuffle(ab, cd, 1, 3));
  v128.store(out + 2 * step, i64x2.shuffle(AB, CD, 0, 2));
  v128.store(out + 3 * step, i64x2.shuffle(AB, CD, 1, 3));
}

/** The strip at the matrix's edge. */
function packEdge(
  x: usize,
  across: u32,
  along: u32,
  count: u32,
  width: u32,
  places: u32,
  out: usize,
): void {
  for (let place: u32 = 0; place < places; place++, x += usize(along) << 2) {
    for (let i: u32 = 0; i < width; i++, out += 4) {
      store<f32>(out, i < count ? load<f32>(x + (usize(i * across) << 2)) : 0);
    }
  }
}
