import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.tsx';

export interface TemplateFieldProps {
  readonly template: string;
  readonly onChange: (template: string) => void;
}

/** The pattern that names are read by. */
export function TemplateField({ template, onChange }: TemplateFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const helpId = useId();
  const [text, setText] = useState(template);
  return (
    <form
      className="field"
      onSubmit={(event) => {
        event.preventDefault();
        onChange(text.trim());
      }}
    >
      <label className="field-label" htmlFor={id}>
        {t('layout.template')}
      </label>
      <div className="template-row">
        <input
          id={id}
          className="text-input"
          value={text}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={helpId}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" isDisabled={text.trim() === template}>
          {t('layout.apply')}
        </Button>
      </div>
      <p className="term" id={helpId}>
        {t('layout.templateHelp')}
      </p>
    </form>
  );
}
