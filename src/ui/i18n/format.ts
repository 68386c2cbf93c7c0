import { useTranslation } from 'react-i18next';

/** Numbers, shares and times as a reader of the language writes them. */
export interface Formats {
  /** `1,600`. */
  count(value: number): string;
  /** Three significant digits: `0.0123`, `12.3`. */
  short(value: number): string;
  /** At most so many digits after the point. */
  decimal(value: number, digits: number): string;
  /** Exactly so many digits after the point. */
  fixed(value: number, digits: number): string;
  /** A percentage given as 0 to 100: `94.1%`. */
  percent(value: number, digits?: number): string;
  /** With its sign: `+12.3`. */
  signed(value: number, digits?: number): string;
  /** `1.0M`, `31k`; Chinese: `101万`. */
  compact(value: number): string;
  bytes(value: number): string;
  /** `12 s`, `1 min 20 s`. */
  duration(seconds: number): string;
  /** A predicted time, no finer than it is known: `25 sec`, `2 min`. */
  about(seconds: number): string;
  /** `0.8 ms`. */
  milliseconds(value: number): string;
  dateTime(epochMs: number): string;
  /** Of a day as `2026-01-31`. */
  date(day: string): string;
  /** `a, b, c`. */
  list(items: readonly string[]): string;
}

export function createFormats(language: string): Formats {
  const number = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(language, options);
    // A true minus sign where Intl writes a hyphen: as wide as the plus, and no line breaks after it.
    return (value: number) => format.format(value).replace('-', '\u2212');
  };
  const unit = (name: string, digits: number) =>
    number({ style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits });
  const byDigits = (options: (digits: number) => Intl.NumberFormatOptions) => {
    const made = new Map<number, (value: number) => string>();
    return (value: number, digits: number) => {
      const format = made.get(digits) ?? number(options(digits));
      made.set(digits, format);
      return format(value);
    };
  };
  const percent = byDigits((digits) => ({
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }));
  const fixed = byDigits((digits) => ({ minimumFractionDigits: digits, maximumFractionDigits: digits }));
  const signed = byDigits((digits) => ({
    signDisplay: 'exceptZero',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }));
  const decimal = byDigits((digits) => ({ maximumFractionDigits: digits }));
  const seconds = unit('second', 0);
  const wholeMinutes = unit('minute', 0);
  const [kilobytes, megabytes, gigabytes] = [unit('kilobyte', 0), unit('megabyte', 1), unit('gigabyte', 1)];
  const bytes = (value: number) => {
    if (value < 1e6) return kilobytes(Math.max(1, value / 1e3));
    return value < 1e9 ? megabytes(value / 1e6) : gigabytes(value / 1e9);
  };
  const list = new Intl.ListFormat(language, { style: 'narrow' });
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  // A day is the same day everywhere.
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  const duration = (value: number) => {
    const whole = Math.max(0, Math.round(value));
    if (whole < 60) return seconds(whole);
    const rest = whole % 60;
    const minutes = wholeMinutes(Math.floor(whole / 60));
    return rest === 0 || whole >= 600 ? minutes : `${minutes} ${seconds(rest)}`;
  };
  return {
    count: number({ maximumFractionDigits: 0 }),
    short: number({ maximumSignificantDigits: 3 }),
    decimal,
    fixed,
    percent: (value, digits = 0) => percent(value / 100, digits),
    signed: (value, digits = 1) => signed(value, digits),
    compact: number({ notation: 'compact', maximumSignificantDigits: 3 }),
    bytes,
    duration,
    about: (value) =>
      duration(value < 20 ? value : value < 90 ? 5 * Math.round(value / 5) : 60 * Math.round(value / 60)),
    milliseconds: number({ style: 'unit', unit: 'millisecond', unitDisplay: 'short', maximumSignificantDigits: 2 }),
    dateTime: (value) => dateTime.format(value),
    date: (day) => date.format(new Date(`${day}T00:00:00Z`)),
    list: (items) => list.format(items),
  };
}

const made = new Map<string, Formats>();

/** Making formats is slow, so each language's are made once. */
function formatsOf(language: string): Formats {
  const formats = made.get(language) ?? createFormats(language);
  made.set(language, formats);
  return formats;
}

export function useFormats(): Formats {
  const { i18n } = useTranslation();
  return formatsOf(i18n.language);
}
