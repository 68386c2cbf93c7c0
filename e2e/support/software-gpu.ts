import type { LaunchOptions } from '@playwright/test';

export const NO_GPU = '--disable-gpu';

/** All backends run on it, and the page is drawn by it, which costs half a core. */
const SOFTWARE_GPU = ['--enable-unsafe-webgpu', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/** Of a browser with a GPU made of software: for `test.use`. */
export const softwareGpu = {
  launchOptions: async (
    { launchOptions }: { readonly launchOptions: LaunchOptions },
    use: (options: LaunchOptions) => Promise<void>,
  ): Promise<void> => {
    const args = (launchOptions.args ?? []).filter((argument) => argument !== NO_GPU);
    await use({ ...launchOptions, args: [...args, ...SOFTWARE_GPU] });
  },
};
