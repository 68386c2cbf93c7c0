/** `test.use` of it: a page for a person who has not asked for less motion. */
export const inMotion = { contextOptions: { reducedMotion: 'no-preference' } } as const;
