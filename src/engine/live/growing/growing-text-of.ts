import type { WindowNet } from '../window-nets.ts';
import type { GrowingText, TextSettings } from './growing-text.ts';
import { RereadText } from './reread-text.ts';
import { StreamedText } from './streamed-text.ts';

/** Streamed by a net that can stream, else decoded again each time. */
export function growingTextOf(net: WindowNet, settings: TextSettings): GrowingText {
  const stream = net.stream();
  if (!stream) return new RereadText(net, settings.classes);
  return new StreamedText(net, stream, settings);
}
