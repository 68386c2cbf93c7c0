/** Begins the name of the Web Lock that a tab holds while it runs an experiment; the run's id follows. */
export const RUN_LOCK_PREFIX = 'stillhouse-run/';
