import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { isolate } from './isolate.ts';
import { languages, wordsOf } from './resources.ts';
import type { Language } from './resources.ts';

/**
 * The language to begin with: what the address asks for (`?lang=`), else what the person chose last time, else the
 * first of the browser's languages that the page speaks, else English.
 */
export function firstLanguage(search: string, kept: string | null, preferred: readonly string[]): Language {
  const asked = new URLSearchParams(search).get('lang');
  for (const tag of [asked, kept, ...preferred]) {
    const found = tag === null ? undefined : languages.find((language) => sameTongue(language, tag));
    if (found) return found;
  }
  return 'en';
}

function sameTongue(language: Language, tag: string): boolean {
  return language.split('-')[0] === tag.toLowerCase().split('-')[0];
}

/** Starts the words; call once, before the first render. */
export async function startWords(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: Object.fromEntries(languages.map((each) => [each, { translation: wordsOf(each) }])),
    // React escapes markup; what has to be kept apart here is the direction of writing.
    interpolation: { escapeValue: true, escape: isolate },
    returnNull: false,
    // A key on the page in place of words is a fault, and nobody would tell.
    saveMissing: true,
    missingKeyHandler: (_languages, _namespace, key, shown) => {
      if (shown === key) console.error(`there are no words for ${key}`);
    },
  });
  showLanguage(language);
}

export async function changeLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  showLanguage(language);
}

function showLanguage(language: Language): void {
  document.documentElement.lang = language;
  document.title = i18next.t('page.title');
}
