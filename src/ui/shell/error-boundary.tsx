import { Component } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { StudioError } from '../../engine/core/errors.ts';
import type { ErrorReport } from '../../engine/core/errors.ts';
import { Button } from '../kit/button.tsx';
import { errorWords } from './words.ts';

interface State {
  readonly error: ErrorReport | null;
}

/** A fault in a view ends in words and a way on, never in an empty page. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(thrown: unknown): State {
    return { error: StudioError.from(thrown).toReport() };
  }

  override render(): ReactNode {
    return this.state.error ? <Fault error={this.state.error} /> : this.props.children;
  }
}

function Fault({ error }: { readonly error: ErrorReport }) {
  const { t } = useTranslation();
  const { what, why, todo } = errorWords(error, t);
  return (
    <main className="fault" role="alert">
      <h1>{what}</h1>
      <p>{why}</p>
      <p>{todo}</p>
      <Button look="primary" onPress={() => location.reload()}>
        {t('waysOn.reload')}
      </Button>
    </main>
  );
}
