/** When a parameter counts at all. */
interface ParamUse {
  /** Only where that choice is made; always by default. */
  readonly when?: { readonly key: string; readonly is: string };
}

/**
 * What a plug-in lets a person set. Forms, link, help and validation are drawn from it; label and help come from the
 * plug-in's own locale files under `params.<key>`.
 */
export interface NumberParam extends ParamUse {
  readonly kind: 'number';
  readonly key: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly default: number;
  readonly integer?: boolean;
  readonly scale?: 'linear' | 'log';
  readonly unit?: string;
  /** May be turned while a run is under way. */
  readonly live?: boolean;
}

export interface ChoiceParam extends ParamUse {
  readonly kind: 'choice';
  readonly key: string;
  readonly choices: readonly string[];
  readonly default: string;
}

export type ParamSpec = NumberParam | ChoiceParam;
export type ParamValues = Readonly<Record<string, number | string>>;

/** Those that count with the values there are. */
export function inUse(specs: readonly ParamSpec[], values: ParamValues): readonly ParamSpec[] {
  return specs.filter(({ when }) => !when || values[when.key] === when.is);
}

/** The defaults of a list of specs. */
export function defaultsOf(specs: readonly ParamSpec[]): Record<string, number | string> {
  return Object.fromEntries(specs.map((spec) => [spec.key, spec.default]));
}
