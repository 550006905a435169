/**
 * Checks that `lab.ts` runs in a web page: by types that know browsers alone, and by its bundle, in
 * which only `src/platform.ts` may name what is Deno's or Node's. Prints what a page has to load.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const LAB = fileURLToPath(new URL("../lab.ts", import.meta.url));
const CONFIG = ["--quiet", "--config", fileURLToPath(new URL("../lab.deno.json", import.meta.url))];

/** The one module that may tell hosts apart. */
const PLATFORM = "src/platform.ts";

/** What a page loads besides `lab.js` to compute on a device, by how that file's name begins. */
const DEVICES = { "the CPU": "cpu_relaxed.", "WebGPU": "webgpu_device-" };

/**
 * Bundles it into a folder: `lab.js`, and beside it what a page loads when it opens a device. Returns
 * the texts by their names; `--minify` makes them short.
 */
export async function bundleLab(
  folder: string,
  ...options: "--minify"[]
): Promise<Map<string, string>> {
  const split = ["--code-splitting", "--outdir", folder];
  await deno("bundle", "--platform", "browser", ...CONFIG, ...split, ...options, LAB);
  const names = Array.from(Deno.readDirSync(folder), ({ name }) => name);
  return new Map(names.map((name) => [name, Deno.readTextFileSync(join(folder, name))]));
}

/** The lines of a bundle that only Deno or Node can run, each behind the module that it came from. */
export function hostLines(bundle: string): string[] {
  let module = "";
  return bundle.split("\n").flatMap((line) => {
    module = /^\/\/ (\S+\.(?:ts|js|mjs))$/.exec(line)?.[1] ?? module;
    const found = /\bDeno\.|["'`]node:|\brequire\(/.test(line) && module !== PLATFORM;
    return found ? [`${module}: ${line.trim()}`] : [];
  });
}

/** What a page loads that computes on the device whose file's name begins so. */
function loadedBy(pieces: ReadonlyMap<string, string>, device: string): Uint8Array[] {
  const loaded = new Set(["lab.js", [...pieces.keys()].find((name) => name.startsWith(device))!]);
  for (const name of loaded) { // which grows meanwhile
    for (const [, other] of pieces.get(name)!.matchAll(/\bfrom"\.\/(.+?)"/g)) loaded.add(other!);
  }
  return Array.from(loaded, (name) => new TextEncoder().encode(pieces.get(name)));
}

async function deno(...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
  if (!success) throw new Error(`deno ${args.join(" ")}:\n${new TextDecoder().decode(stderr)}`);
}

if (import.meta.main) {
  await deno("check", ...CONFIG, LAB);
  const folder = await Deno.makeTempDir();
  try {
    const found = [...(await bundleLab(join(folder, "readable"))).values()].flatMap(hostLines);
    if (found.length > 0) throw new Error(`no page can run this:\n${found.join("\n")}`);
    const minified = await bundleLab(join(folder, "minified"), "--minify");
    for (const [device, file] of Object.entries(DEVICES)) {
      const loaded = loadedBy(minified, file);
      const kilobytes = (sizes: number[]) => Math.round(sizes.reduce((a, b) => a + b) / 1000);
      const size = kilobytes(loaded.map((piece) => piece.length));
      const packed = kilobytes(loaded.map((piece) => brotliCompressSync(piece).length));
      console.log(`lab.ts for a page on ${device}: ${size} kB minified, ${packed} kB as brotli`);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
