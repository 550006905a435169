/** A document before it is Markdown or HTML: headings, paragraphs, tables and figures. */

/** A piece of a document. Texts are plain; nothing in them is markup. */
export type Block =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | {
    readonly kind: "table";
    readonly header: readonly string[];
    readonly rows: readonly (readonly string[])[];
  }
  | {
    readonly kind: "figure";
    /** Where its picture lies, beside the document. */
    readonly path: string;
    readonly png: Uint8Array;
    readonly caption: string;
  };

/** A title and what follows it. */
export interface Document {
  readonly title: string;
  readonly blocks: readonly Block[];
}
