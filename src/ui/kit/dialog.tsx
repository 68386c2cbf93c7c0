import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button.tsx';

export interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  /** As wide as the page lets it. */
  readonly wide?: boolean;
  /** A press beside it closes it. */
  readonly lightly?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** For a task that needs the whole attention (recording); settings never open in one. */
export function Dialog({ title, open, wide = false, lightly = true, onClose, children }: DialogProps) {
  const { t } = useTranslation();
  return (
    <ModalOverlay
      className="modal-scrim"
      isOpen={open}
      isDismissable={lightly}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Modal className={`modal${wide ? ' wide' : ''}`}>
        <AriaDialog className="dialog">
          <div className="dialog-head">
            <Heading slot="title" className="dialog-title">
              {title}
            </Heading>
            <IconButton small icon="close" label={t('field.close')} onPress={onClose} />
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
