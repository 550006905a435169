/** Tables as text: what a person reads in a terminal. */

/** A column's heading, and what it shows of an item. */
export type Column<Item> = readonly [heading: string, show: (item: Item) => string];

/** Lines of aligned columns: numbers to the right, under their headings. */
export function textTable<Item>(
  items: readonly Item[],
  columns: readonly Column<Item>[],
): string[] {
  const texts = columns.map(([heading, show]) => [heading, ...items.map(show)]);
  const padded = texts.map((column) => {
    const width = Math.max(...column.map(({ length }) => length));
    const numeric = column.slice(1).every((text) => /^[-<\d]/.test(text));
    return column.map((text) => numeric ? text.padStart(width) : text.padEnd(width));
  });
  return ["", ...items].map((_, i) => padded.map((column) => column[i]).join("  ").trimEnd());
}
