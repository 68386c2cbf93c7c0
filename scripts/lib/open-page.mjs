/**
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {boolean} whether there is a screen to show a browser on, and nobody asked for none
 */
export function mayOpenBrowser(env, platform) {
  if (env['BROWSER'] === 'none' || (env['CI'] ?? '') !== '') return false;
  if (platform === 'darwin' || platform === 'win32') return true;
  return [env['DISPLAY'], env['WAYLAND_DISPLAY'], env['WSL_DISTRO_NAME']].some((value) => (value ?? '') !== '');
}

/**
 * Opens the page in the person's browser; where that fails the printed address is enough.
 *
 * @param {string} address
 */
export async function openPage(address) {
  if (!mayOpenBrowser(process.env, process.platform)) return;
  try {
    const { default: open } = await import('open');
    const child = await open(address);
    child.once('error', () => undefined);
  } catch {
    console.log('No browser could be opened; open the address above yourself.');
  }
}
