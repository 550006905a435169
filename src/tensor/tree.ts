/** Nested arrays and records with leaves of one kind, as parameters and gradients come. */

type IsLeaf<Leaf> = (value: unknown) => value is Leaf;

/** The leaves of a tree, depth first, records in the order of their keys. */
export function leaves<Leaf>(tree: unknown, isLeaf: IsLeaf<Leaf>): Leaf[] {
  if (isLeaf(tree)) return [tree];
  return isNode(tree) ? Object.values(tree).flatMap((child) => leaves(child, isLeaf)) : [];
}

/** A tree of the same structure with every leaf replaced; other values stay as they are. */
export function mapLeaves<Leaf, T>(
  tree: T,
  isLeaf: IsLeaf<Leaf>,
  replace: (leaf: Leaf) => Leaf,
): T {
  const map = (value: unknown): unknown => {
    if (isLeaf(value)) return replace(value);
    if (Array.isArray(value)) return value.map(map);
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, map(child)]));
  };
  return map(tree) as T;
}

/** Whether a value has further ones inside: an array or a record, but no object of a class. */
export function isNode(value: unknown): value is unknown[] | Record<string, unknown> {
  return Array.isArray(value) || isRecord(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
