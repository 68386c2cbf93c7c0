import { expect, type BrowserContext } from '@playwright/test';

/** Hears everything that must never happen while a page is open, from the first request on, in workers too. */
export class Troubles {
  private readonly errors: string[] = [];
  private readonly foreign: string[] = [];

  constructor(context: BrowserContext, origin: string) {
    context.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
    context.on('weberror', (error) => this.errors.push(String(error.error())));
    context.on('page', (page) => page.on('crash', () => this.errors.push('the tab crashed')));
    context.on('request', (request) => {
      const url = request.url();
      if (!/^(data|blob):/.test(url) && new URL(url).origin !== origin) this.foreign.push(url);
    });
  }

  expectNone(): void {
    expect(this.errors, 'errors in the console, uncaught exceptions, crashes').toEqual([]);
    expect(this.foreign, 'requests to another host').toEqual([]);
  }

  /** For a journey that provokes an error of its own. */
  forgive(expected: RegExp): void {
    const rest = this.errors.filter((error) => !expected.test(error));
    this.errors.splice(0, this.errors.length, ...rest);
  }
}
