import { StudioError } from '../../../core/errors.ts';

/** What an extended header (POSIX.1-2001) says in place of the plain one. */
export interface PaxRecords {
  readonly path?: Uint8Array;
  readonly size?: number;
}

const text = new TextDecoder();

/**
 * Records `LENGTH KEY=VALUE\n`, LENGTH in bytes with itself.
 * @throws StudioError `file/broken-archive`
 */
export function readPaxRecords(bytes: Uint8Array): PaxRecords {
  let records: PaxRecords = {};
  for (let at = 0; at < bytes.length && bytes[at] !== 0;) {
    const blank = bytes.indexOf(0x20, at);
    const length = blank < 0 ? NaN : Number(text.decode(bytes.subarray(at, blank)));
    const end = at + length;
    if (!Number.isInteger(length) || end <= blank || end > bytes.length) throw new StudioError('file/broken-archive');
    records = { ...records, ...recordOf(bytes.subarray(blank + 1, end - 1)) };
    at = end;
  }
  return records;
}

/** Only what is of use here. */
function recordOf(record: Uint8Array): PaxRecords {
  const equals = record.indexOf(0x3d);
  const key = text.decode(record.subarray(0, Math.max(0, equals)));
  const value = record.slice(equals + 1);
  if (key === 'path') return { path: value };
  if (key !== 'size') return {};
  const size = Number(text.decode(value));
  if (!Number.isSafeInteger(size) || size < 0) throw new StudioError('file/broken-archive');
  return { size };
}
