/** Figures as files. */
import { extname } from "node:path";
import { LabError, UsageError } from "../errors.ts";
import type { Figure } from "../figures/figure.ts";
import { writeFileAtomic } from "../files/atomic_write.ts";
import { explainSystemError } from "../files/system_error.ts";

/**
 * Writes a figure in the format that the path ends with: .png (at `dpi` dots per inch), .svg or .pdf.
 * The file is whole or absent; its folder is made. Throws `UsageError` for another ending, `LabError`
 * when it cannot be written.
 */
export async function saveFigure(figure: Figure, path: string, dpi?: number): Promise<void> {
  const bytes = await encode(figure, extname(path).toLowerCase(), dpi);
  try {
    await writeFileAtomic(path, bytes);
  } catch (error) {
    throw new LabError(`cannot write ${path}: ${explainSystemError(error)}`);
  }
}

async function encode(figure: Figure, extension: string, dpi?: number): Promise<Uint8Array> {
  switch (extension) {
    case ".png":
      return await figure.toPng(dpi);
    case ".svg":
      return new TextEncoder().encode(await figure.toSvg());
    case ".pdf":
      return await figure.toPdf();
    default:
      throw new UsageError(`A figure is saved as .png, .svg or .pdf, not as "${extension}".`);
  }
}
