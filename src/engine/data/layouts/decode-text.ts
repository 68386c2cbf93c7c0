/** Of the bytes looked at for the zeros of UTF-16 and of what is no text. */
const PROBE_BYTES = 4096;
/** Latin text in UTF-16 has a zero in every second byte, most other scripts none; what is not text has them anywhere. */
const UTF_16_SHARE = 0.3;

/** From 0x80 to 0x9f in Windows-1252; what is not assigned stays. */
const WINDOWS_ADDS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/**
 * Text as people's tools write it: UTF-8 with or without a byte order mark, UTF-16 in both orders, else Windows-1252
 * (Latin-1 and what Windows adds), which fits any bytes.
 * @returns null for what is no text: zeros where no encoding has them
 */
export function decodeText(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return new TextDecoder('utf-8').decode(bytes);
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const probe = bytes.subarray(0, PROBE_BYTES);
  const zeros = [0, 0];
  probe.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2]!++;
  });
  const [even = 0, odd = 0] = zeros;
  if (even + odd > 0) {
    const pairs = probe.length / 2;
    if (odd > UTF_16_SHARE * pairs && even === 0) return new TextDecoder('utf-16le').decode(bytes);
    if (even > UTF_16_SHARE * pairs && odd === 0) return new TextDecoder('utf-16be').decode(bytes);
    return null;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Node 20 leaves what Windows adds as control characters.
    const text = new TextDecoder('windows-1252').decode(bytes);
    return text.replace(/[\x80-\x9f]/g, (control) => WINDOWS_ADDS[control.charCodeAt(0) - 0x80]!);
  }
}
