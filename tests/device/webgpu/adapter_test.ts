import assert from "node:assert/strict";
import { describe } from "../../../src/device/webgpu/adapter.ts";

const module = (path: string) => import.meta.resolve(`../../../src/device/${path}`);

const OPEN = `
import { listDevices, openDevice } from ${JSON.stringify(module("open.ts"))};
import { DeviceError } from ${JSON.stringify(module("device.ts"))};
const devices = (await listDevices()).map(({ kind }) => kind);
try {
  await openDevice("webgpu");
} catch (error) {
  console.log(JSON.stringify({ devices, known: error instanceof DeviceError, message: error.message }));
  Deno.exit(1);
}
console.log(JSON.stringify({ devices }));
`;

/** Opens a device in a process that sees no Vulkan driver. */
async function openWithoutVulkan(...permissions: string[]) {
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(file, OPEN);
    const inherited = Object.fromEntries(
      ["PATH", "HOME", "DENO_DIR"].flatMap((name) => {
        const value = Deno.env.get(name);
        return value === undefined ? [] : [[name, value]];
      }),
    );
    const { code, stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", "--no-lock", ...permissions, file],
      clearEnv: true,
      env: {
        ...inherited,
        VK_DRIVER_FILES: "/nonexistent",
        VK_ICD_FILENAMES: "/nonexistent",
      },
    }).output();
    return { code, result: JSON.parse(new TextDecoder().decode(stdout)) };
  } finally {
    await Deno.remove(file);
  }
}

for (const permissions of [[], ["--allow-env"]]) {
  Deno.test({
    name: `with no Vulkan driver and ${
      permissions.join() || "no permissions"
    } the remedy is told, and no OpenGL adapter taken`,
    ignore: Deno.build.os !== "linux",
    fn: async () => {
      const { code, result } = await openWithoutVulkan(...permissions);
      assert.equal(code, 1);
      assert.deepEqual(result.devices, ["cpu"]);
      assert.equal(result.known, true);
      assert.match(
        result.message,
        /^no WebGPU adapter was found: .*; install .*apt-get install mesa-vulkan-drivers\)$/,
      );
    },
  });
}

Deno.test("adapters are described by the best name they give, software by theirs or their flag", () => {
  const adapter = (info: Partial<GPUAdapterInfo>) =>
    describe({ info: { description: "", device: "", vendor: "", ...info } } as GPUAdapter);
  assert.deepEqual(adapter({ description: "llvmpipe (LLVM 15.0.6, 256 bits)", device: "x" }), {
    kind: "webgpu",
    name: "llvmpipe (LLVM 15.0.6, 256 bits)",
    software: true,
    warnings: [],
  });
  assert.deepEqual(adapter({ device: "NVIDIA H100" }), {
    kind: "webgpu",
    name: "NVIDIA H100",
    software: false,
    warnings: [],
  });
  assert.equal(adapter({ description: "Some CPU", isFallbackAdapter: true }).software, true);
  assert.equal(adapter({ vendor: "apple" }).name, "apple");
  assert.equal(adapter({}).name, "unnamed adapter");
});
