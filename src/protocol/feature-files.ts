/**
 * Folder of the origin's own file system with features: in it a folder for each dataset (by fingerprint), in that one for
 * each way to make them, with files of rows and one that is written when they are used.
 */
export const FEATURE_FOLDER = 'features';

/** Held by who makes room for features, or removes them. */
export const FEATURE_LOCK = 'stillhouse-features';
