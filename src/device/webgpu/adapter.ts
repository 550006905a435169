/** The WebGPU adapter: found, described, and never one that only seems to do. */
import { isDenoOnLinux, setEnvironmentVariable } from "../../platform.ts";
import { DeviceError, type DeviceInfo } from "../device.ts";

/** There is no adapter to compute on. */
export class MissingAdapterError extends DeviceError {
  override name = "MissingAdapterError";
}

/** The adapter to compute on. Throws `MissingAdapterError`, with the remedy, when there is none. */
export async function requestAdapter(): Promise<GPUAdapter> {
  const adapter = await findAdapter();
  if (adapter === undefined) {
    throw new MissingAdapterError(
      "no WebGPU adapter was found: the machine shows no Vulkan, Metal or Direct3D 12 driver; " +
        "install the graphics card's driver, or one that computes in software " +
        "(Debian and Ubuntu: apt-get install mesa-vulkan-drivers)",
    );
  }
  return adapter;
}

/** What the machine's adapter is, if it has one. */
export async function describeWebGpuAdapter(): Promise<DeviceInfo | undefined> {
  const adapter = await findAdapter();
  return adapter && describe(adapter);
}

/** An adapter's name, and whether it computes on the processor. */
export function describe({ info }: GPUAdapter): DeviceInfo {
  const name = info.description || info.device || info.vendor || "unnamed adapter";
  const software = info.isFallbackAdapter || /llvmpipe|swiftshader|basic render/i.test(name);
  return { kind: "webgpu", name, software, warnings: [] };
}

async function findAdapter(): Promise<GPUAdapter | undefined> {
  prepareEnvironment();
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" });
  return adapter && !isOpenGl(adapter) ? adapter : undefined;
}

/**
 * Settings that Linux's drivers read from the environment, made where that is permitted and they are
 * not set: with no Vulkan driver Deno would fall back to OpenGL, whose compute shaders are not up to
 * WebGPU's; and without a runtime folder Mesa complains on stderr of a display that nobody wants.
 */
function prepareEnvironment(): void {
  if (!isDenoOnLinux) return;
  setEnvironmentVariable("DENO_WEBGPU_BACKEND", "vulkan");
  setEnvironmentVariable("XDG_RUNTIME_DIR", "/tmp");
}

/** The fallback, where the environment may not be set: Linux's OpenGL adapters state no subgroup size of their own. */
function isOpenGl({ info }: GPUAdapter): boolean {
  return isDenoOnLinux && info.subgroupMinSize === 4 && info.subgroupMaxSize === 128;
}
