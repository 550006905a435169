// A batch from the whole data set: the images at order[first …], their bytes p made numbers
// (p / 255 - 0.5) / 0.5, and their labels.

struct Params { first: u32, count: u32, size: u32 }

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> pixels: array<u32>; // four bytes a word, the lowest first
@group(0) @binding(2) var<storage, read> labels: array<u32>;
@group(0) @binding(3) var<storage, read> order: array<u32>;
@group(0) @binding(4) var<storage, read_write> images: array<f32>;
@group(0) @binding(5) var<storage, read_write> image_labels: array<u32>;

@compute @workgroup_size(WORKGROUP)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = group_index(group, groups) * WORKGROUP + lane;
  if (i >= params.count * params.size) { return; }
  let image = order[params.first + i / params.size];
  let byte = image * params.size + i % params.size;
  let pixel = (pixels[byte / 4u] >> (8u * (byte % 4u))) & 0xffu;
  images[i] = (f32(pixel) / 255.0 - 0.5) / 0.5;
  if (i % params.size == 0u) { image_labels[i / params.size] = labels[image]; }
}
