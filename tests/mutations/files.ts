/** Slips in files, checkpoints, downloads, and what the commands do with them. */
import type { Mutation } from "./mutation.ts";

const SAFETENSORS = ["tests/checkpoints/safetensors_test.ts"];

export const FILES: readonly Mutation[] = [
  {
    name: "a file is not flushed before it takes its place",
    file: "src/files/atomic_write.ts",
    find: "    await file.sync();\n",
    replace: "",
    tests: ["tests/files/atomic_write_test.ts"],
  },
  {
    name: "a half-written file stays beside its place",
    file: "src/files/atomic_write.ts",
    find: "await Deno.remove(temporary).catch(() => {});",
    replace: "",
    tests: ["tests/files/atomic_write_test.ts", "tests/training/faults_test.ts"],
  },
  {
    name: "a file is written in its place",
    file: "src/files/atomic_write.ts",
    find: "using file = await Deno.open(temporary, { write: true, createNew: true });",
    replace: "using file = await Deno.open(path, { write: true, create: true });",
    tests: ["tests/files/atomic_write_test.ts", "tests/training/faults_test.ts"],
  },
  {
    name: "what the system does not write at once is lost",
    file: "src/files/atomic_write.ts",
    find: "for (let written = 0; written < bytes.length;) {\n" +
      "      written += await file.write(bytes.subarray(written));\n    }",
    replace: "await file.write(bytes);",
    tests: ["tests/files/atomic_write_test.ts", "tests/training/faults_test.ts"],
  },
  {
    name: "a lock on a file that was removed counts",
    file: "src/files/lock.ts",
    find: "if (!isAt(path, file)) continue;",
    replace: "",
    tests: ["tests/files/lock_test.ts"],
  },
  {
    name: "a lock's end removes whatever is at its path",
    file: "src/files/lock.ts",
    find: "if (isAt(path, file)) Deno.removeSync(path);",
    replace: "Deno.removeSync(path);",
    tests: ["tests/files/lock_test.ts"],
  },
  {
    name: "a file of any size is written",
    file: "src/checkpoints/tensor_file.ts",
    find: "if (size > MAX_TENSOR_BYTES) {",
    replace: "if (false) {",
    tests: ["tests/checkpoints/tensor_file_test.ts"],
  },
  {
    name: "a file of any size is read",
    file: "src/checkpoints/disk.ts",
    find: "readRegularFile(path, MAX_FILE_BYTES,",
    replace: "readRegularFile(path, Infinity,",
    tests: ["tests/checkpoints/checkpoint_test.ts"],
  },
  {
    name: "a key that comes twice is read",
    file: "src/checkpoints/strict_json.ts",
    find: "if (keys.has(key)) throw",
    replace: "if (false) throw",
    tests: SAFETENSORS,
  },
  {
    name: "tensors may overlap",
    file: "src/checkpoints/safetensors.ts",
    find: "if (begin !== filled) {",
    replace: "if (begin > filled) {",
    tests: SAFETENSORS,
  },
  {
    name: "what follows the last tensor is not noticed",
    file: "src/checkpoints/safetensors.ts",
    find: "if (filled !== data.length) {",
    replace: "if (filled > data.length) {",
    tests: SAFETENSORS,
  },
  {
    name: "the data is not aligned",
    file: "src/checkpoints/safetensors.ts",
    find: "8 * Math.ceil(header.length / 8)",
    replace: "header.length",
    tests: SAFETENSORS,
  },
  {
    name: "a header of any length is read",
    file: "src/checkpoints/safetensors.ts",
    find: "if (headerBytes > MAX_HEADER_BYTES) {\n    throw fail(`its header claims",
    replace: "if (headerBytes > 2 ** 40) {\n    throw fail(`its header claims",
    tests: SAFETENSORS,
  },
  {
    name: "weights that are not numbers are read",
    file: "src/training/parameters.ts",
    find: "data.findIndex((value) => !Number.isFinite(value))",
    replace: "data.findIndex((value) => value === Infinity)",
    tests: ["tests/checkpoints/checkpoint_test.ts", "tests/checkpoints/run_checkpoint_test.ts"],
  },
  {
    name: "a model's name may lead out of its folder",
    file: "src/checkpoints/paths.ts",
    find: "/[\\w.-]+/g",
    replace: "/[\\w./-]+/g",
    tests: ["tests/checkpoints/checkpoint_test.ts"],
  },
  {
    name: "a batch may have more hits than images",
    file: "src/checkpoints/run_checkpoint_format.ts",
    find: "0 <= count && count <= batchSize",
    replace: "0 <= count",
    tests: ["tests/checkpoints/run_checkpoint_test.ts"],
  },
  {
    name: "a claim leaves what a killed training left half written",
    file: "src/checkpoints/model_lock.ts",
    find: "    await removeLeftovers(runCheckpointPath(folder, name));\n",
    replace: "",
    tests: ["tests/checkpoints/model_lock_test.ts"],
  },
  {
    name: "the server's silence is counted from the start of the download",
    file: "src/data/download.ts",
    find:
      "      clearTimeout(timer);\n      timer = setTimeout(giveUp, idleTimeout);\n      chunks",
    replace: "      chunks",
    tests: ["tests/data/download_test.ts"],
  },
  {
    name: "a download of just as many bytes as it may have is refused",
    file: "src/data/download.ts",
    find: "if (received > maxLength) throw",
    replace: "if (received >= maxLength) throw",
    tests: ["tests/data/download_test.ts"],
  },
  {
    name: "a file that is not the published one is taken",
    file: "src/data/load_published.ts",
    find: "if (sha256 === file.sha256) return",
    replace: "if (sha256) return",
    tests: ["tests/data/load_published_test.ts"],
  },
  {
    name: "the dimensions of an image file are not compared",
    file: "src/data/idx.ts",
    find: "if (found.some((size, axis) => size !== shape[axis])) {",
    replace: "if (false) {",
    tests: ["tests/data/idx_test.ts"],
  },
  {
    name: "what follows a packed file's stream is passed over",
    file: "src/data/gunzip.ts",
    find: "rejectGarbageAfterEnd: true,",
    replace: "rejectGarbageAfterEnd: false,",
    tests: ["tests/data/gunzip_test.ts"],
  },
  {
    name: "any instruction of a pickle is let through as none",
    file: "src/pretrained/pickle.ts",
    find:
      'if (opcode === undefined) throw this.#fail("this is no instruction");\n    return opcode;',
    replace: 'return opcode ?? "NONE";',
    tests: ["tests/pretrained/pickle_test.ts"],
  },
];

export const COMMANDS: readonly Mutation[] = [
  {
    name: "the unfinished run is removed before the model is written",
    file: "src/cli/train_model.ts",
    find: "      await saveModel(output, checkpointPath(checkpoints, name), result);\n" +
      "      await removeRunCheckpoint(unfinished);",
    replace: "      await removeRunCheckpoint(unfinished);\n" +
      "      await saveModel(output, checkpointPath(checkpoints, name), result);",
    tests: ["tests/cli/train_model_test.ts"],
  },
  {
    name: "reproduce claims no model",
    file: "src/cli/reproduced_models.ts",
    find: "using lock = await lockModel(folder, name);",
    replace: "const lock = { renew: async () => {}, [Symbol.dispose]: () => {} };",
    tests: ["tests/cli/reproduced_models_test.ts"],
  },
  {
    name: "a second Ctrl-C is ignored",
    file: "src/cli/interrupt.ts",
    find: "Deno.exit(exitCodeOf(signal));",
    replace: "",
    tests: ["tests/cli/interrupt_test.ts"],
  },
  {
    name: "a model beside an unfinished run counts as trained",
    file: "src/cli/stored_training.ts",
    find: "if (run) return",
    replace: "if (run && !await exists(path)) return",
    tests: ["tests/cli/reproduced_models_test.ts", "tests/cli/train_test.ts"],
  },
  {
    name: "an interrupted training ends with code 0",
    file: "src/cli/train_model.ts",
    find: "return exitCodeOf(interruption!);",
    replace: "return EXIT.done;",
    tests: ["tests/cli/interrupt_test.ts"],
  },
  {
    name: "a comma in parentheses parts a list",
    file: "src/cli/activation_list.ts",
    find: 'mark === "" || depth === 0',
    replace: "depth >= 0",
    tests: ["tests/cli/activation_list_test.ts"],
  },
];
