import type { BackendProbe } from '../../tensor/backends/registry.ts';
import { findAdapter, requestDevice } from './adapter.ts';
import { isSoftwareAdapter } from '../software-adapter.ts';
import { chooseDesign } from './product/choose-design.ts';
import { useProductDesign, type ProductDesign } from './product/designs.ts';

/** The one device of this thread. */
export interface OpenDevice {
  readonly device: GPUDevice;
  readonly info: GPUAdapterInfo;
  readonly design: ProductDesign;
}

let opened: Promise<OpenDevice> | null = null;

/** What is known of the adapter; on a real GPU both designs of the product are tried for it. */
export async function probeDevice(): Promise<BackendProbe> {
  try {
    const adapter = await findAdapter();
    if (!adapter) return missing('no adapter');
    const { name, software } = nameOf(adapter.info);
    const design = software ? 'direct' : (await openDevice()).design;
    return { available: true, adapter: name, software, variant: design, detail: '' };
  } catch (thrown) {
    return missing(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

/**
 * The device of this thread, and the design of its products, which is put to use; another after it was lost.
 * @throws Error where the adapter is gone or refuses
 */
export function openDevice(): Promise<OpenDevice> {
  opened ??= open();
  opened.catch(() => (opened = null));
  return opened;
}

async function open(): Promise<OpenDevice> {
  const { device, info } = await requestDevice();
  void device.lost.then(() => (opened = null));
  // A software adapter pays dearly for barriers: not worth the time of trying.
  const design = nameOf(info).software ? 'direct' : await chooseDesign(device);
  useProductDesign(design);
  return { device, info, design };
}

function nameOf({ vendor, architecture, description, isFallbackAdapter }: GPUAdapterInfo) {
  const name = [vendor, architecture || description].filter(Boolean).join(' ');
  return { name, software: isFallbackAdapter || isSoftwareAdapter(name) };
}

function missing(detail: string): BackendProbe {
  return { available: false, adapter: '', software: false, detail };
}
