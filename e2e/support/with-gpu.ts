import type { LaunchOptions } from '@playwright/test';
import { gpuArguments } from '../../scripts/lib/gpu-arguments.mjs';

export const NO_GPU = '--disable-gpu';

/** Of a browser with a GPU, made of software unless `STILLHOUSE_GPU=own`: for `test.use`. */
export const withGpu = {
  launchOptions: async (
    { launchOptions }: { readonly launchOptions: LaunchOptions },
    use: (options: LaunchOptions) => Promise<void>,
  ): Promise<void> => {
    const args = (launchOptions.args ?? []).filter((argument) => argument !== NO_GPU);
    await use({ ...launchOptions, args: [...args, ...gpuArguments] });
  },
};
