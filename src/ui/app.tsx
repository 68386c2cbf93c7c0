import { lazy, Suspense, useDeferredValue, useEffect } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { useTranslation } from 'react-i18next';
import type { Studio } from '../state/studio.ts';
import { Details } from './details/details.tsx';
import { DropZone } from './data/drop-zone.tsx';
import { Header } from './header/header.tsx';
import { Pipeline } from './pipeline/pipeline.tsx';
import { DrawTurns } from './shell/draw-turns.ts';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { RunBar } from './run-bar/run-bar.tsx';
import { underWay } from '../state/run-view.ts';
import { StudioProvider, useRun, useSettings } from './shell/studio-context.tsx';
import { useKeys } from './shell/use-keys.ts';
import { useLoaded } from './shell/use-loaded.ts';
import { useStudioScript } from './shell/use-studio-script.ts';
import { Stage } from './stage/stage.tsx';
import './styles/tokens.css';
import './styles/base.css';
import './kit/kit.css';
import './app.css';

const loadRecording = () => import('./recording/recording-dialog.tsx');
const Speak = lazy(() => import('./speak/speak.tsx').then(({ Speak }) => ({ default: Speak })));

/** The whole page over one studio. */
export function App({ studio }: { readonly studio: Studio }) {
  const { i18n } = useTranslation();
  useKeys(studio);
  useStudioScript(studio);
  return (
    <StudioProvider studio={studio}>
      <I18nProvider locale={i18n.language}>
        <ErrorBoundary>
          <Board />
          <Recording />
        </ErrorBoundary>
        <DropZone />
        <DrawTurns rightOfWay={studio.services.rightOfWay} />
      </I18nProvider>
    </StudioProvider>
  );
}

/** Over the page, whatever that shows: a phone that is turned goes on recording. */
function Recording() {
  const at = useSettings((state) => state.recording);
  const loaded = useLoaded(loadRecording, at !== null);
  return at && loaded && <loaded.default at={at} />;
}

function Board() {
  const place = useSettings((state) => state.place);
  const theme = useSettings((state) => state.theme);
  // Room is made when the details come.
  const open = useDeferredValue(useSettings((state) => state.openStation !== null));
  const onStage = useSettings((state) => state.onStage);
  useEffect(() => {
    // An audience sits in the dark.
    document.documentElement.dataset['theme'] = onStage ? 'dark' : theme;
  }, [theme, onStage]);
  return (
    <div className="app">
      <Header />
      {place === 'speak' ? (
        <main>
          <Suspense fallback={null}>
            <Speak />
          </Suspense>
        </main>
      ) : (
        <main className={`board${open ? ' open' : ''}`}>
          <Pipeline />
          <Details />
          <Stage />
        </main>
      )}
      <RunBarPlace />
    </div>
  );
}

/** By itself, so that the page around it is not drawn anew when a run begins and ends. */
function RunBarPlace() {
  const training = useSettings((state) => state.place === 'train');
  const running = useRun((state) => underWay(state.view));
  return (training || running) && <RunBar />;
}
