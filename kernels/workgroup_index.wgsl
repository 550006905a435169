// The place of a workgroup in a grid whose x dimension, when full, goes on in y: a dimension holds
// 65,535 workgroups at most.

fn group_index(group: vec3u, groups: vec3u) -> u32 {
  return group.y * groups.x + group.x;
}
