// out[o, p, i] = the sum, maximum or minimum of part p of x[o, 0 … length, i], an invocation an output:
// neighbours read neighbours, since the reduced dimension is not the last.
//
// Parts have PART elements, the last one those that are left. They are combined in runs of RUN, and then
// the runs: a sum's rounding errors grow with the additions that a number goes through.

struct Params { count: u32, parts: u32, length: u32, inner: u32 }

@group(0) @binding(0) var<storage, read> given: Params;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;

var<private> params: Params; // read once, not in every turn of a loop

@compute @workgroup_size(WORKGROUP)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  params = given;
  let i = group_index(group, groups) * WORKGROUP + lane;
  if (i >= params.count) { return; }
  let part = i / params.inner;
  let first = (part / params.parts) * params.length * params.inner + i % params.inner;
  let start = (part % params.parts) * PART;
  let end = min(start + PART, params.length);
  var value = neutral(x[first + start * params.inner]);
  for (var run = start; run < end; run += RUN) {
    var combined = x[first + run * params.inner];
    for (var j = run + 1u; j < min(run + RUN, end); j++) {
      combined = combine(combined, x[first + j * params.inner]);
    }
    value = combine(value, combined);
  }
  out[i] = value;
}
