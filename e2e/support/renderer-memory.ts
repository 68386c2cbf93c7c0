import { readdir, readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';

/**
 * Most bytes that any page's process of a browser had in memory since it began, with all workers of the page; on Linux.
 * @param profile folder that the browser was started with
 */
export async function peakRendererBytes(profile: string): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const processes = await Promise.all(
    pids.map(async (pid) => {
      const read = (name: string) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');
      const [command, status] = await Promise.all([read('cmdline'), read('status')]);
      return { pid, command, parent: field(status, 'PPid'), peak: 1024 * Number(field(status, 'VmHWM')) };
    }),
  );
  const byPid = new Map(processes.map((one) => [one.pid, one]));
  const isOurs = (pid: string): boolean => {
    const one = byPid.get(pid);
    return one !== undefined && (one.command.includes(`--user-data-dir=${profile}`) || isOurs(one.parent));
  };
  const pages = processes.filter(({ pid, command }) => command.includes('--type=renderer') && isOurs(pid));
  if (pages.length === 0) throw new Error(`no page of ${profile} runs`);
  return Math.max(...pages.map(({ peak }) => peak));
}

function field(status: string, name: string): string {
  return new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? '';
}

/** Bytes in use by the page and its workers now: what the browser itself counts. */
export async function pageBytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const measuring = performance as Performance & {
      measureUserAgentSpecificMemory(): Promise<{ readonly bytes: number }>;
    };
    return (await measuring.measureUserAgentSpecificMemory()).bytes;
  });
}
