/**
 * Checks that `lab.ts` runs in a web page: by types that know browsers alone, and by its bundle, in
 * which only `src/platform.ts` may name what is Deno's or Node's. Prints what a page has to load.
 */
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const LAB = fileURLToPath(new URL("../lab.ts", import.meta.url));
const CONFIG = ["--quiet", "--config", fileURLToPath(new URL("../lab.deno.json", import.meta.url))];

/** The one module that may tell hosts apart. */
const PLATFORM = "src/platform.ts";

/** The code that a page loads; `--minify` makes it short. */
export function bundleLab(...options: "--minify"[]): Promise<string> {
  return deno("bundle", "--platform", "browser", ...CONFIG, ...options, LAB);
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

async function deno(...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
  if (!success) throw new Error(`deno ${args.join(" ")}:\n${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}

if (import.meta.main) {
  await deno("check", ...CONFIG, LAB);
  const found = hostLines(await bundleLab());
  if (found.length > 0) throw new Error(`no page can run this:\n${found.join("\n")}`);
  const minified = new TextEncoder().encode(await bundleLab("--minify"));
  const kilobytes = (bytes: Uint8Array) => `${(bytes.length / 1000).toFixed(0)} kB`;
  const packed = brotliCompressSync(minified);
  console.log(`lab.ts for a page: ${kilobytes(minified)} minified, ${kilobytes(packed)} as brotli`);
}
