/** Each operation refuses what is no operand for it, by name; the compiler is not there to do it. */
import assert from "node:assert/strict";
import { DeviceError } from "../../src/device/device.ts";
import { LabError, UsageError } from "../../src/errors.ts";
import * as lab from "../../mod.ts";
import { scope } from "../../src/tensor/scope.ts";
import { type Tensor, tensor, uint32Tensor } from "../../src/tensor/tensor.ts";
import { device, openAnother } from "../device/device.ts";

type Operation = (...values: never[]) => unknown;

/** Operations by name, and of each the arguments that must be float32 tensors: matrices here. */
const TENSORS: [operation: string, call: Operation, names: string[]][] = [
  ...["exp", "log", "sqrt", "abs", "sign", "tanh", "negate", "square", "sum", "mean", "max", "min"]
    .concat("argmax", "softmax", "logSoftmax", "transpose", "relu", "sigmoid", "leakyrelu", "elu")
    .concat("swish", "softplus", "erf", "expm1", "log1p")
    .map((name): [string, Operation, string[]] => [name, lab[name as "exp"], ["x"]]),
  ["reshape", (x: Tensor) => lab.reshape(x, [1, 4]), ["x"]],
  ["broadcastTo", (x: Tensor) => lab.broadcastTo(x, [3, 2, 2]), ["x"]],
  ["slice", (x: Tensor) => lab.slice(x, [0, 0], [1, 1]), ["x"]],
  ["concat", (a: Tensor, b: Tensor) => lab.concat([a, b]), ["part 0", "part 1"]],
  ["matmul", lab.matmul, ["a", "b"]],
  ["dense", (x: Tensor, w: Tensor) => lab.dense(x, w, tensor(device, [1, 2])), ["x", "weights"]],
  ["dense", (b: Tensor) => lab.dense(lab.ones(device, [1, 2]), lab.ones(device, [2, 2]), b), [
    "bias",
  ]],
  ["crossEntropy", (x: Tensor) => lab.crossEntropy(x, uint32Tensor(device, [0, 1])), ["logits"]],
  ["clip", (x: Tensor) => lab.clip(x, 0, 1), ["x"]],
  ["pow", (x: Tensor) => lab.pow(x, 2), ["x"]],
  ["prelu", (x: Tensor) => lab.prelu(x, 0.25), ["x"]],
  ["where", (x: Tensor) => lab.where(x, 1, 2), ["condition"]],
];

/** Of each operation the arguments that may be numbers too. */
const OPERANDS = ["add", "subtract", "multiply", "divide", "maximum", "minimum", "equal", "less"]
  .concat("lessEqual", "greater", "greaterEqual")
  .map((name): [string, Operation, string[]] => [name, lab[name as "add"], ["a", "b"]])
  .concat([["where", (a: Tensor, b: Tensor) => lab.where(lab.ones(device, [1]), a, b), [
    "a",
    "b",
  ]]]);

/** Gives each of the arguments in turn to an operation, the others being as they should. */
function refusals(
  [operation, call, names]: (typeof TENSORS)[number],
  make: () => unknown,
  expect: (error: Error, name: string) => void,
): void {
  for (const [i, name] of names.entries()) {
    const { liveBuffers } = device.memory;
    scope(() => {
      const values = names.map(() => tensor(device, [[1, 2], [3, 4]]));
      const wrong: unknown[] = values.with(i, make() as Tensor);
      assert.throws(() => call(...wrong as never[]), (error: Error) => {
        assert.ok(error instanceof LabError, `${operation}: ${error.stack}`);
        expect(error, name);
        return true;
      });
    });
    assert.equal(device.memory.liveBuffers, liveBuffers, "nothing stays behind");
  }
}

const WRONG: [what: string, make: () => unknown, inspect: string][] = [
  ["a uint32 tensor", () => uint32Tensor(device, [1, 2, 3, 4], [2, 2]), "Tensor uint32 (2, 2) on "],
  ["nothing", () => undefined, "undefined"],
  ["a text", () => "1", '"1"'],
  ["an array", () => [[1, 2], [3, 4]], "[ [ 1, 2 ], [ 3, 4 ] ]"],
  ["a promise", () => Promise.resolve(1), "Promise {"],
];

for (const [what, make, inspect] of WRONG) {
  Deno.test(`${what} is refused by each operation, naming the argument`, () => {
    for (const entry of TENSORS) {
      refusals(entry, make, (error, name) => {
        const start = `${entry[0]}: expected a float32 tensor as ${name}, got ${inspect}`;
        assert.ok(error instanceof UsageError && error.message.startsWith(start), error.message);
      });
    }
    for (const entry of OPERANDS) {
      refusals(entry, make, (error, name) => {
        const rule = "expected a float32 tensor or a number";
        const start = `${entry[0]}: ${rule} as ${name}, got ${inspect}`;
        assert.ok(error instanceof UsageError && error.message.startsWith(start), error.message);
      });
    }
  });
}

Deno.test("a number is refused where there must be a tensor", () => {
  for (const entry of TENSORS) {
    refusals(entry, () => 3, (error, name) => {
      assert.equal(
        error.message,
        `${entry[0]}: expected a float32 tensor as ${name}, got 3`,
      );
    });
  }
});

Deno.test("a disposed tensor is refused by each operation, before it takes memory", () => {
  const disposed = () => {
    const x = tensor(device, [[1, 2], [3, 4]]);
    x.dispose();
    return x;
  };
  for (const entry of [...TENSORS, ...OPERANDS]) {
    refusals(entry, disposed, (error) => {
      assert.ok(error instanceof DeviceError);
      assert.match(error.message, /\(2, 2\) is used after it was disposed/);
    });
  }
});

Deno.test("tensors of two devices are refused with both their names", async () => {
  const other = await openAnother();
  const foreign = tensor(other, [[1, 2], [3, 4]]);
  const several = TENSORS.filter(([, , names]) => names.length > 1);
  for (const entry of [...several, ...OPERANDS]) {
    refusals(entry, () => foreign, (error) => {
      assert.match(error.message, /: .+ is on .+ and .+ on .+; make both on the same device$/);
    });
  }
  foreign.dispose();
  other.close();
});

Deno.test("labels must be uint32, and of the logits' device", () => {
  scope(() => {
    const logits = tensor(device, [[1, 2], [3, 4]]);
    const labels = tensor(device, [0, 1]) as unknown as Tensor<"uint32">;
    assert.throws(
      () => lab.crossEntropy(logits, labels),
      /^UsageError: crossEntropy: expected a uint32 tensor as labels, got Tensor float32 \(2\) on/,
    );
  });
});

Deno.test("a dense layer refuses an activation that its kernels do not know", () => {
  scope(() => {
    const [x, w, b] = [lab.ones(device, [1, 2]), lab.ones(device, [2, 2]), lab.ones(device, [2])];
    for (const name of ["gelo", "toString", "__proto__"]) {
      assert.throws(
        () => lab.dense(x, w, b, name as "relu"),
        new RegExp(
          `^UsageError: dense: expected sigmoid, .*identity as activation, got "${name}"$`,
        ),
      );
    }
  });
});

Deno.test("shapes and axes that are none are refused as what they are", () => {
  scope(() => {
    const x = lab.ones(device, [2, 3]);
    const none = (value: unknown) => value as number[];
    for (const shape of [3, "23", new Array(2), [NaN], [2.5], undefined, new Map(), [2 ** 53]]) {
      if (!(Array.isArray(shape) && shape[0] > 1e9)) {
        assert.throws(() => lab.zeros(device, none(shape)), lab.ShapeError, Deno.inspect(shape));
        assert.throws(() => lab.broadcastTo(x, none(shape)), lab.ShapeError);
      }
      assert.throws(() => lab.reshape(x, none(shape)), lab.ShapeError);
      assert.throws(() => x.view(none(shape)), lab.ShapeError);
      assert.throws(() => tensor(device, [1], none(shape ?? "x")), lab.ShapeError);
    }
    for (const axes of ["0", NaN, null, [0, "1"]]) {
      assert.throws(() => lab.sum(x, none(axes)), /there is no axis/);
      assert.throws(() => lab.transpose(x, none(axes ?? NaN)), /there is no axis/);
    }
    assert.throws(() => lab.slice(x, none(undefined), [1, 1]), lab.ShapeError);
    assert.throws(() => lab.concat(x as unknown as Tensor[]), /at least one tensor, got Tensor/);
    assert.throws(
      () => lab.full(device, [2], "3" as unknown as number),
      /number as value, got "3"/,
    );
  });
});

Deno.test("a promise of a device is no device", () => {
  const promise = Promise.resolve(device) as unknown as lab.Device;
  const message = /expected a device, got Promise .*; await what openDevice returns$/;
  assert.throws(() => lab.zeros(promise, [2]), message);
  assert.throws(() => tensor(promise, [2]), message);
  assert.throws(
    () => uint32Tensor(undefined as unknown as lab.Device, [2]),
    /a device, got undefined/,
  );
});
