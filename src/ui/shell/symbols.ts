/** The space between words is a symbol too, and is to be seen. */
export function shownSymbol(symbol: string): string {
  return symbol === ' ' ? '␣' : symbol;
}
