/** Languages of the page, in the order of the control. */
export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

export interface Words {
  readonly [key: string]: string | Words;
}

const pageFiles = import.meta.glob<Words>('../locales/*.json', { eager: true, import: 'default' });
const plugInFiles = import.meta.glob<Words>('../../engine/**/{en,zh-CN}.json', { eager: true, import: 'default' });

/**
 * All words of a language: the page's own, and below each plug-in's path in the engine its own, so that
 * `engine/models/dnn/en.json` is found under `models.dnn`.
 */
export function wordsOf(language: Language): Words {
  const page = Object.entries(pageFiles).find(([path]) => path.endsWith(`/${language}.json`))?.[1] ?? {};
  return Object.entries(plugInFiles)
    .filter(([path]) => path.endsWith(`/${language}.json`))
    .reduce<Words>((words, [path, own]) => {
      const folders = path.replace('../../engine/', '').split('/').slice(0, -1);
      return put(words, folders, own);
    }, page);
}

function put(words: Words, folders: readonly string[], own: Words): Words {
  const [head, ...rest] = folders;
  const inner = head === undefined ? undefined : words[head];
  if (head === undefined) return { ...words, ...own };
  return { ...words, [head]: put(typeof inner === 'object' ? inner : {}, rest, own) };
}
