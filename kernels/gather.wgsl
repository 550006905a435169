// A batch from the whole data set: the images at order[first …], their bytes p made numbers
// (p / 255 - MEAN) / DEVIATION, and their labels. An invocation takes a quad of an image's pixels.

struct Params { first: u32, count: u32, size: u32 }

@group(0) @binding(0) var<storage, read> given: Params;
@group(0) @binding(1) var<storage, read> pixels: array<u32>; // four bytes a word, the lowest first
@group(0) @binding(2) var<storage, read> labels: array<u32>;
@group(0) @binding(3) var<storage, read> order: array<u32>;
@group(0) @binding(4) var<storage, read_write> images: array<f32>;
@group(0) @binding(5) var<storage, read_write> image_labels: array<u32>;

var<private> params: Params; // read once, not in every turn of a loop

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
  let image = order[params.first + row];
  let end = min((i % quads) * 4u + 4u, params.size);
  for (var p = (i % quads) * 4u; p < end; p++) {
    let byte = image * params.size + p;
    let pixel = (pixels[byte / 4u] >> (8u * (byte % 4u))) & 0xffu;
    images[row * params.size + p] = (f32(pixel) / 255.0 - MEAN) / DEVIATION;
  }
  if (i % quads == 0u) { image_labels[row] = labels[image]; }
}
