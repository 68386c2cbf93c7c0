import { corrupt, truncated, viewOf } from '../bytes.ts';
import type { PacketList } from '../packet-list.ts';
import { boxAt, type Box } from './boxes.ts';
import { numberAt } from './track.ts';

/**
 * Adds the packets that a sample table points to ("samples" of ISO 14496-12, section 8.5 to 8.7), in order; none in a file
 * that keeps all in fragments.
 * @param table the box `stbl`
 * @throws StudioError `file/truncated`, `file/corrupt`, and as {@link PacketList.add}
 */
export function addSampleTable(list: PacketList, bytes: Uint8Array, table: Box): void {
  const sizes = boxAt(bytes, table, 'stsz');
  if (!sizes) throw corrupt('no stsz');
  const count = numberAt(bytes, sizes, 8);
  const commonSize = numberAt(bytes, sizes, 4);
  let added = 0;
  for (const chunk of count > 0 ? chunksOf(bytes, table) : []) {
    let at = chunk.at;
    for (let n = 0; n < chunk.packets && added < count; n++, added++) {
      const size = commonSize || numberAt(bytes, sizes, 12 + 4 * added);
      list.add(at, size);
      at += size;
    }
  }
  if (added < count) throw truncated(count, added);
}

/** Where each chunk begins and how many packets it holds. */
function* chunksOf(bytes: Uint8Array, table: Box): Generator<{ readonly at: number; readonly packets: number }, void> {
  const [short, long, runs] = [boxAt(bytes, table, 'stco'), boxAt(bytes, table, 'co64'), boxAt(bytes, table, 'stsc')];
  const offsets = short ?? long;
  if (!offsets || !runs) throw corrupt('no chunks');
  const [count, runCount] = [numberAt(bytes, offsets, 4), numberAt(bytes, runs, 4)];
  const width = short ? 4 : 8;
  if (offsets.start + 8 + count * width > offsets.end) throw corrupt('stco');
  const view = viewOf(bytes);
  let run = 0;
  for (let chunk = 1; chunk <= count; chunk++) {
    // A run tells its first chunk, counted from 1, and holds until the next one.
    while (run + 1 < runCount && numberAt(bytes, runs, 8 + 12 * (run + 1)) <= chunk) run++;
    const place = offsets.start + 8 + (chunk - 1) * width;
    yield {
      at: short ? view.getUint32(place) : Number(view.getBigUint64(place)),
      packets: numberAt(bytes, runs, 8 + 12 * run + 4),
    };
  }
}
