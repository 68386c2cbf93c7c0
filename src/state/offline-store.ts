import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { StudioError } from '../engine/core/errors.ts';
import type { ErrorReport } from '../engine/core/errors.ts';
import type { OfflineService } from './services.ts';

export interface OfflineState {
  /** `unasked`: this page keeps nothing, for it is being developed. */
  readonly status: 'unasked' | 'keeping' | 'kept' | 'failed';
  /** Of the disk. */
  readonly bytes: number;
  /** Why it is not kept. */
  readonly error: ErrorReport | null;
  /** Another version is ready to take the place of this one. */
  readonly newVersion: boolean;
  /** It was asked for, but other tabs are open on this one. */
  readonly othersOpen: boolean;
}

/** Whether the page itself is kept in this browser, to open without a server, and whether there is a newer one. */
export interface OfflineStore extends StoreApi<OfflineState> {
  keep(): Promise<void>;
  /** Opens the page anew in its new version. */
  renew(): Promise<void>;
}

/** @param service null: the page is not to be kept */
export function createOfflineStore(service: OfflineService | null): OfflineStore {
  const store = createStore<OfflineState>(() => ({
    status: 'unasked',
    bytes: 0,
    error: null,
    newVersion: false,
    othersOpen: false,
  }));
  service?.onNewVersion(() => store.setState({ newVersion: true }));
  return Object.assign(store, {
    async keep() {
      if (!service) return;
      store.setState({ status: 'keeping', error: null });
      try {
        store.setState({ bytes: await service.keep(), status: 'kept' });
      } catch (thrown) {
        store.setState({ status: 'failed', error: StudioError.from(thrown).toReport() });
      }
    },
    async renew() {
      if (service) store.setState({ othersOpen: !(await service.renew()) });
    },
  });
}
