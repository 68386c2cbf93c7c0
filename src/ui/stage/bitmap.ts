export type Colour = readonly [red: number, green: number, blue: number, alpha: number];

const HEADER_BYTES = 54;

/** A picture as a `data:` address: a Windows bitmap, 32 bits a pixel, without transparency. @param colourAt column, row from the top */
export function bitmapAddress(
  width: number,
  height: number,
  colourAt: (column: number, row: number) => Colour,
): string {
  const bytes = new Uint8Array(HEADER_BYTES + 4 * width * height);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, HEADER_BYTES, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  // Negative: the top row comes first.
  view.setInt32(22, -height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 32, true);
  for (let row = 0, to = HEADER_BYTES; row < height; row++) {
    for (let column = 0; column < width; column++, to += 4) {
      const [red, green, blue] = colourAt(column, row);
      bytes.set([blue, green, red], to);
    }
  }
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return `data:image/bmp;base64,${btoa(text)}`;
}
