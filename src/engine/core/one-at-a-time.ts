/** The same work, each call begun when the one before has ended, however that ended. */
export function oneAtATime<A extends unknown[], T>(work: (...args: A) => Promise<T>): (...args: A) => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve();
  return (...args) => {
    const done = tail.then(() => work(...args));
    tail = done.catch(() => undefined);
    return done;
  };
}
