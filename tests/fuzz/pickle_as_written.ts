/**
 * What a pickle says, for comparison with what its reader makes of it: a second stack machine, which
 * checks nothing, so that it is only for pickles that the reader accepted.
 */
import {
  FrozenDict,
  NumpyArray,
  NumpyDtype,
  PickleGlobal,
  type PickleValue,
} from "../../src/pretrained/pickle_values.ts";

/** A value as a pickle spells it; of one that is called or built, how. */
export type Written =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly Written[]
  | { readonly dict: [key: Written, value: Written][] }
  | { readonly name: string }
  | { readonly call: string; readonly args: Written; readonly states: Written[] };

type Dict = Extract<Written, { dict: unknown }>;
type Call = Extract<Written, { call: unknown }>;

/** The value that an accepted pickle's instructions make. */
export function pickleAsWritten(file: Uint8Array): Written {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const stack: Written[] = [];
  const marks: number[] = [];
  const memo = new Map<number, Written>();
  let at = 0;
  const take = (count: number) => file.subarray(at, at += count);
  const byte = () => take(1)[0]!;
  const word = () => view.getUint32((at += 4) - 4, true);
  const text = (bytes: Uint8Array) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  function line(): string {
    const content = text(take(file.indexOf("\n".charCodeAt(0), at) - at));
    at++;
    return content;
  }
  function set(items: Written[]): void {
    const { dict } = stack.at(-1) as Dict;
    for (let i = 0; i < items.length; i += 2) dict.push([items[i]!, items[i + 1]!]);
  }
  for (;;) {
    switch (String.fromCharCode(byte())) {
      case "\x80":
        at++;
        break;
      case "N":
        stack.push(null);
        break;
      case "\x88":
        stack.push(true);
        break;
      case "\x89":
        stack.push(false);
        break;
      case "K":
        stack.push(byte());
        break;
      case "M":
        stack.push(byte() + 256 * byte());
        break;
      case "J":
        stack.push(word() | 0);
        break;
      case "X":
        stack.push(text(take(word())));
        break;
      case "C":
        stack.push(take(byte()));
        break;
      case "B":
        stack.push(take(word()));
        break;
      case "(":
        marks.push(stack.length);
        break;
      case "t":
        stack.push(stack.splice(marks.pop()!));
        break;
      case "\x85":
        stack.push(stack.splice(-1));
        break;
      case "\x86":
        stack.push(stack.splice(-2));
        break;
      case "\x87":
        stack.push(stack.splice(-3));
        break;
      case "}":
        stack.push({ dict: [] });
        break;
      case "s":
        set(stack.splice(-2));
        break;
      case "u":
        set(stack.splice(marks.pop()!));
        break;
      case "q":
        memo.set(byte(), stack.at(-1)!);
        break;
      case "h":
        stack.push(memo.get(byte())!);
        break;
      case "c":
        stack.push({ name: `${line()}.${line()}` });
        break;
      case "R": {
        const [callee, args] = stack.splice(-2) as [{ name: string }, Written];
        stack.push({ call: callee.name, args, states: [] });
        break;
      }
      case "b": {
        const [state] = stack.splice(-1) as [Written];
        (stack.at(-1) as Call).states.push(state);
        break;
      }
      case ".":
        return stack[0]!;
    }
  }
}

/** A value that was read, spelt the same way. */
export function spelt(value: PickleValue): Written {
  if (Array.isArray(value)) return value.map(spelt);
  if (value instanceof Map) return { dict: Array.from(value, ([key, item]) => [key, spelt(item)]) };
  if (value instanceof PickleGlobal) return { name: value.path };
  if (value instanceof FrozenDict) {
    const call = "flax.core.frozen_dict.FrozenDict";
    return { call, args: [spelt(value.entries)], states: [] };
  }
  if (value instanceof NumpyDtype) {
    const { code, byteOrder } = value;
    const states = byteOrder === undefined ? [] : [[3, byteOrder, null, null, null, -1, -1, 0]];
    return { call: "numpy.dtype", args: [code, false, true], states };
  }
  if (value instanceof NumpyArray) {
    const call = "numpy.core.multiarray._reconstruct";
    const args = [{ name: "numpy.ndarray" }, [0], Uint8Array.of("b".charCodeAt(0))];
    if (value.content === undefined) return { call, args, states: [] };
    const { shape, dtype, fortranOrder, bytes } = value.content;
    return { call, args, states: [[1, shape, spelt(dtype), fortranOrder, bytes]] };
  }
  return value as Exclude<Written, object> | Uint8Array;
}
