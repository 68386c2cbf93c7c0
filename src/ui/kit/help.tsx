import { Button } from 'react-aria-components/Button';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';

/** A toggle tip: explains a term in plain words, on press and by keyboard. */
export function Help({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <DialogTrigger>
      <Button slot={null} className="help-button" aria-label={t('field.help', { term })}>
        <Icon name="help" />
      </Button>
      <Popover className="popover" offset={4}>
        <Dialog className="help-text" aria-label={term}>
          {children}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
