import { useEffect } from 'react';
import { studioState } from '../../state/studio-state.ts';
import type { Studio } from '../../state/studio.ts';

const EVERY_MS = 1000;

/**
 * Keeps `<script type="application/json" id="studio-state">` true: what the page knows of the run, for automation. At
 * most once a second while a run is under way, at once when its status changes.
 */
export function useStudioScript(studio: Studio): void {
  useEffect(() => {
    const script = document.createElement('script');
    script.type = 'application/json';
    script.id = 'studio-state';
    document.body.append(script);
    let timer: ReturnType<typeof setTimeout> | null = null;
    let status = '';
    const write = () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      const { view, experiment } = studio.run.getState();
      const { dataset } = studio.dataset.getState();
      status = view.status;
      script.textContent = JSON.stringify(
        studioState(view, experiment ?? studio.experiment.getState().experiment, dataset),
      );
    };
    const changed = () => {
      if (studio.run.getState().view.status !== status) write();
      else timer ??= setTimeout(write, EVERY_MS);
    };
    write();
    const stops = [
      studio.run.subscribe(changed),
      studio.dataset.subscribe(changed),
      studio.experiment.subscribe(changed),
    ];
    return () => {
      stops.forEach((stop) => stop());
      if (timer !== null) clearTimeout(timer);
      script.remove();
    };
  }, [studio]);
}
