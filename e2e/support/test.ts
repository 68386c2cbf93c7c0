import { test as base } from '@playwright/test';
import { Studio } from './studio.ts';
import { Troubles } from './troubles.ts';

/** Every journey ends with the same two questions: was there an error, and did anything leave the machine? */
export const test = base.extend<{ studio: Studio; troubles: Troubles }>({
  troubles: [
    async ({ context, baseURL }, use) => {
      const troubles = new Troubles(context, new URL(baseURL!).origin);
      await use(troubles);
      troubles.expectNone();
    },
    { auto: true },
  ],
  studio: async ({ page }, use) => {
    await use(new Studio(page));
  },
});

export { expect } from '@playwright/test';
