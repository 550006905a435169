/** Texts in XML: what would be markup there, or is not allowed at all. */

/** Characters by the names of their entities. */
const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/** The text for an element or an attribute; noncharacters, which no XML may have, are replaced. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/[\uFFFE\uFFFF]/g, "\uFFFD")
    .replaceAll(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The text that was escaped, by codes or by names. */
export function unescapeXml(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,5})|(\w{2,4}));/g,
    (entity, code, name) => code ? String.fromCharCode(Number(code)) : ENTITIES[name] ?? entity,
  );
}
