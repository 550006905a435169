/** Safetensors files put together from any header, also from one no writer would write. */

/** A file of this header, its length as it is unless given otherwise, and this data. */
export function forge(
  header: string | Uint8Array,
  data: Uint8Array = new Uint8Array(),
  headerLength?: bigint,
): Uint8Array<ArrayBuffer> {
  const text = typeof header === "string" ? new TextEncoder().encode(header) : header;
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, headerLength ?? BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
}

/** The header's text and the data of a sound file. */
export function takeApart(file: Uint8Array): { header: string; data: Uint8Array } {
  const end = 8 + Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  return { header: new TextDecoder().decode(file.subarray(8, end)), data: file.subarray(end) };
}
