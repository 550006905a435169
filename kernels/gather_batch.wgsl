// A batch from the whole data set: the images at order[first …], their bytes p made numbers
// (p / 255 - MEAN) / DEVIATION, and their labels. An invocation takes a quad of an image's pixels. An image
// beyond the `total` of them has pixels that are NaN, and a label that is no class.

struct Params { first: u32, count: u32, size: u32, total: u32 }

@group(0) @binding(0) var<storage, read> given: Params;
@group(0) @binding(1) var<storage, read> pixels: array<u32>; // four bytes a word, the lowest first
@group(0) @binding(2) var<storage, read> labels: array<u32>;
@group(0) @binding(3) var<storage, read> order: array<u32>;
@group(0) @binding(4) var<storage, read_write> images: array<f32>;
@group(0) @binding(5) var<storage, read_write> image_labels: array<u32>;

var<private> params: Params; // read once, not in every turn of a loop

// p / 255 to the nearest float32; WGSL's division may be some units beside it. In base 256 all digits of
// p / 255 are p: its bits are p's, over and over. The first 24 from the first one that is set, rounded
// by the next, make the number, with the exponent that belongs to its place.
fn share_of_255(p: u32) -> f32 {
  let zeros = countLeadingZeros(p) - 24u; // of p as a byte
  let digits = (p * 0x01010101u) << zeros;
  let bits = ((125u - zeros) << 23u) + (digits >> 8u) + ((digits >> 7u) & 1u);
  return bitcast<f32>(select(bits, 0u, p == 0u));
}

@compute @workgroup_size(WORKGROUP)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  params = given;
  let i = group_index(group, groups) * WORKGROUP + lane;
  let quads = (params.size + 3u) / 4u;
  let row = i / quads;
  if (row >= params.count) { return; }
  let wanted = order[params.first + row];
  let image = min(wanted, params.total - 1u);
  let beyond = select(0u, 0x7fc00000u, wanted >= params.total); // with these bits set, a number is none
  let end = min((i % quads) * 4u + 4u, params.size);
  for (var p = (i % quads) * 4u; p < end; p++) {
    let byte = image * params.size + p;
    let pixel = (pixels[byte / 4u] >> (8u * (byte % 4u))) & 0xffu;
    let value = divided_by_deviation(share_of_255(pixel) - MEAN);
    images[row * params.size + p] = bitcast<f32>(bitcast<u32>(value) | beyond);
  }
  if (i % quads == 0u) { image_labels[row] = select(labels[image], 0xffffffffu, beyond != 0u); }
}
