import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { models } from '../engine/models/catalog.ts';
import { methods } from '../engine/distill/catalog.ts';
import { presets } from '../engine/config/presets/catalog.ts';
import type { Services } from '../state/services.ts';
import { createStudio } from '../state/studio.ts';
import { App } from './app.tsx';
import { firstLanguage, startWords } from './i18n/index.ts';

/** Shows the page over its services and opens the studio. */
export async function mount(root: HTMLElement, services: Services): Promise<void> {
  const preset = presets.all[0];
  if (!preset) throw new Error('there is no preset');
  const studio = createStudio(services, { models, methods }, preset.id);
  await startWords(firstLanguage(location.search, services.preferences.get('language'), navigator.languages));
  // In slices: what is asked of the page meanwhile need not wait for the whole of it.
  startTransition(() =>
    createRoot(root).render(
      <StrictMode>
        <App studio={studio} />
      </StrictMode>,
    ),
  );
  await studio.open();
}
