/** What long work looks at between its steps; an AbortSignal is one. */
export interface StopSignal {
  readonly aborted: boolean;
}
