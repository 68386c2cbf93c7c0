import { StudioError, type ErrorCode, type ErrorParams } from '../../core/errors.ts';
import type { SkippedFile } from '../dataset.ts';
import { decodeText } from './decode-text.ts';
import { PathIndex } from './path-index.ts';
import { isAudioPath } from './paths.ts';

/** What is needed of a file to look into it. */
export interface TextSource {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  read(): Promise<ArrayBuffer>;
}

/** Lists are texts of people and corpora; the largest known one (Common Voice English) is about as big. */
const MAX_TEXT_BYTES = 2 ** 28;
/** A line of a list is a name and a sentence. */
const MAX_LINE_LENGTH = 2 ** 20;

/** A line of a text with its number, from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** The files of a corpus as layouts see them: all paths, and the texts among them. */
export class CorpusFiles {
  /** Of every file, sorted, `/` between folders. */
  readonly paths: readonly string[];
  /** Those that are audio by their names. */
  readonly audio: readonly string[];
  private readonly sources: ReadonlyMap<string, TextSource>;
  private indexOfAudio: PathIndex | null = null;
  private readonly found = new Map<string, SkippedFile>();

  constructor(sources: readonly TextSource[]) {
    this.paths = sources.map(({ path }) => path);
    this.audio = this.paths.filter(isAudioPath);
    this.sources = new Map(sources.map((source) => [source.path, source]));
  }

  /** Finds the audio that lists name. Made when it is first asked for. */
  get index(): PathIndex {
    return (this.indexOfAudio ??= new PathIndex(this.audio));
  }

  /** What was wrong with the texts that were read. */
  get troubles(): readonly SkippedFile[] {
    return [...this.found.values()];
  }

  /** The whole text; null where there is none, or it cannot be read: {@link troubles} then says why. */
  async text(path: string): Promise<string | null> {
    const source = this.sources.get(path);
    if (!source) return null;
    if (source.size > MAX_TEXT_BYTES) {
      this.complain(path, 'file/too-large', { bytes: source.size, max: MAX_TEXT_BYTES });
      return null;
    }
    try {
      const text = decodeText(new Uint8Array(await source.read()));
      if (text === null) this.complain(path, 'file/not-text');
      return text;
    } catch (thrown) {
      const { code, params } = StudioError.from(thrown, 'file/unreadable');
      if (!code.startsWith('file/')) throw thrown;
      this.complain(path, code, params);
      return null;
    }
  }

  /** The lines that hold something, none of them hostile in length; empty where the text cannot be read. */
  async lines(path: string): Promise<Line[]> {
    return this.linesIn(path, (await this.text(path)) ?? '');
  }

  /** @param path of the text, to name it */
  linesIn(path: string, text: string): Line[] {
    const lines: Line[] = [];
    text.split(/\r\n|\n|\r/).forEach((line, at) => {
      if (line.length > MAX_LINE_LENGTH)
        this.complain(path, 'file/line-too-long', { line: at + 1, max: MAX_LINE_LENGTH });
      else if (line.trim() !== '') lines.push({ number: at + 1, text: line });
    });
    return lines;
  }

  /** Names what is wrong with a text, once for each reason. */
  complain(file: string, reason: ErrorCode, params: ErrorParams = {}): void {
    const key = `${reason} ${file}`;
    if (!this.found.has(key)) this.found.set(key, { file, reason, params });
  }
}
