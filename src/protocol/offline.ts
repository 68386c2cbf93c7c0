/** One file of the built page. */
export interface PageFile {
  /** Relative to the page's address; `index.html` is the page itself. */
  readonly path: string;
  /** SHA-256 of its bytes, in base64. */
  readonly digest: string;
  readonly bytes: number;
}

/** All files of one build. */
export interface PageFiles {
  /** Digest of them all: another build has another. */
  readonly build: string;
  readonly files: readonly PageFile[];
}

/** Why a build is not kept: the browser gave no room; a file was not to be had, or another build's; somebody trains. */
export type KeepFailure = 'no-room' | 'not-fetched' | 'busy';

/** From the page to the service worker, with a port for the {@link OfflineReply}. */
export type OfflineCommand =
  /** Keep all files of the build that are not kept yet. `entry`: address of the script that the page runs on. */
  | { readonly type: 'keep'; readonly entry: string }
  /** Take the place of the build in use, unless other tabs are open on it. */
  | { readonly type: 'take-over' };

export type OfflineReply =
  /** `isOfPage`: the page that asks is of the build that is kept. */
  | { readonly type: 'kept'; readonly bytes: number; readonly isOfPage: boolean }
  | { readonly type: 'failed'; readonly reason: KeepFailure }
  | { readonly type: 'taken-over' }
  | { readonly type: 'others-open' };
