// One step of an optimiser, in place. Every invocation takes each `stride`-th element of the
// parameters; the text before this binds them, and says what becomes of an element.

var<private> params: Params; // read once, not in every turn of a loop

@compute @workgroup_size(WORKGROUP)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  params = given;
  update_all(group_index(group, groups) * WORKGROUP + lane);
}
