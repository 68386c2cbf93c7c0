import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';

/**
 * Runs a program with this terminal's output and waits for it.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, quiet?: boolean, priority?: number }} [options]
 *   `priority`: as `os.setPriority` takes it
 * @returns {Promise<{ code: number, timedOut: boolean }>} `code` is 127 where the program could not be started
 */
export function runCommand(file, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: options.quiet === true ? 'ignore' : ['ignore', 'inherit', 'inherit'],
    });
    if (options.priority !== undefined && child.pid !== undefined) setPriority(child.pid, options.priority);
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      // Asked first, so that it ends its own children; forced if it does not listen.
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 5000).unref();
    }, options.timeoutMs ?? 2_147_483_647);
    child.once('error', () => {
      clearTimeout(timer);
      resolve({ code: 127, timedOut });
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, timedOut });
    });
  });
}
