/** @typedef {{ readonly [key: string]: string | Words }} Words a locale file, nested by key */

/** What i18next appends to a key for each plural form; languages differ in which they have. */
const PLURAL = /_(zero|one|two|few|many|other)$/;
const HAN = /\p{Script=Han}/u;

/**
 * @param {Words} words
 * @param {string} [prefix]
 * @returns {Map<string, string>} sentences by dotted key
 */
export function flatten(words, prefix = '') {
  /** @type {Map<string, string>} */
  const flat = new Map();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') flat.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

/**
 * Compares the two languages of one folder: the same keys (plural forms apart), the same placeholders, no empty
 * sentence, and Chinese that is Chinese.
 *
 * @param {Words} english
 * @param {Words} chinese
 * @returns {string[]} one line for each problem
 */
export function localeProblems(english, chinese) {
  const [en, zh] = [flatten(english), flatten(chinese)];
  const [enForms, zhForms] = [byBaseKey(en), byBaseKey(zh)];
  const problems = [];
  for (const key of enForms.keys()) if (!zhForms.has(key)) problems.push(`zh-CN lacks "${key}"`);
  for (const key of zhForms.keys()) if (!enForms.has(key)) problems.push(`en lacks "${key}"`);
  for (const [key, text] of [...en, ...zh]) if (text.trim() === '') problems.push(`"${key}" is empty`);
  for (const [key, forms] of enForms) {
    const others = zhForms.get(key);
    if (others === undefined) continue;
    const [wanted, found] = [placeholders(forms), placeholders(others)];
    if (wanted !== found) problems.push(`placeholders of "${key}" differ: ${wanted || 'none'} and ${found || 'none'}`);
  }
  for (const [key, text] of zh) {
    const literal = text.replace(/\{\{[^}]*\}\}/g, '').match(/\p{Letter}+/gu) ?? [];
    if (en.get(key) === text && literal.length >= 3) problems.push(`"${key}" is not translated`);
  }
  if (zh.size > 0 && ![...zh.values()].some((text) => HAN.test(text))) problems.push('zh-CN holds no Chinese');
  return problems;
}

/** @param {Map<string, string>} flat */
function byBaseKey(flat) {
  /** @type {Map<string, string[]>} */
  const forms = new Map();
  for (const [key, text] of flat) {
    const base = key.replace(PLURAL, '');
    forms.set(base, [...(forms.get(base) ?? []), text]);
  }
  return forms;
}

/**
 * @param {readonly string[]} forms all plural forms of one sentence; one of them may leave the number out
 * @returns {string} the names in order, without formats
 */
function placeholders(forms) {
  const names = forms.flatMap((text) => [...text.matchAll(/\{\{\s*([\w.]+)[^}]*\}\}/g)].map((match) => match[1]));
  return [...new Set(names)].sort().join(', ');
}
