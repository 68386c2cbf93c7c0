/** All backends run on it, and the page is drawn by it, which costs half a core. */
const SOFTWARE = ['--enable-unsafe-webgpu', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/** Without a display, Chromium on Linux hands WebGPU its Vulkan adapter only where it draws by another way than Vulkan. */
const OWN = [
  ...['--enable-unsafe-webgpu', '--ignore-gpu-blocklist'],
  ...(process.platform === 'linux'
    ? ['--enable-features=Vulkan', '--disable-vulkan-surface', '--use-gl=angle', '--use-angle=gl-egl']
    : []),
];

/** With `STILLHOUSE_GPU=own` benchmark and browser tests use the graphics card of this machine, else one made of software. */
export const usesOwnGpu = process.env['STILLHOUSE_GPU'] === 'own';

/** What a Chromium is started with to have a GPU. */
export const gpuArguments = usesOwnGpu ? OWN : SOFTWARE;
