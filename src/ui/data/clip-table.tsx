import { useDeferredValue, useMemo, useState } from 'react';
import {
  Cell,
  Collection,
  Column,
  Row,
  Table,
  TableBody,
  TableHeader,
  TableLoadMoreItem,
} from 'react-aria-components/Table';
import { TableLayout, Virtualizer } from 'react-aria-components/Virtualizer';
import { useTranslation } from 'react-i18next';
import { splitNames, type SplitName } from './split-names.ts';
import type { ClipInfo, DatasetSummary } from '../../state/services.ts';
import { useFormats } from '../i18n/format.ts';
import { Icon } from '../kit/icon.tsx';
import { SelectField } from '../kit/select-field.tsx';
import { TextField } from '../kit/text-field.tsx';
import { useDataset, useStudio } from '../shell/studio-context.tsx';
import { clipRows, type ClipColumn, type ClipOrder } from './clip-rows.ts';

const ALL = '';
const ROW_PX = 32;
/** Rows that the table is given at a time: what is scrolled to is added, so that no number of clips makes it slow. */
const ROWS_AT_A_TIME = 200;

const columns: readonly { readonly id: ClipColumn; readonly width: number | `${number}fr`; readonly min: number }[] = [
  { id: 'label', width: '2fr', min: 130 },
  { id: 'speaker', width: '1fr', min: 90 },
  { id: 'split', width: '1fr', min: 90 },
  { id: 'seconds', width: 84, min: 84 },
  { id: 'id', width: '2fr', min: 160 },
];

/** Every clip of a dataset: sorted, filtered, and heard by a press. */
export function ClipTable({ dataset }: { readonly dataset: DatasetSummary }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const studio = useStudio();
  const [text, setText] = useState('');
  const [split, setSplit] = useState<SplitName | null>(null);
  const [order, setOrder] = useState<ClipOrder>({ column: 'id', descending: false });
  const [shown, setShown] = useState(ROWS_AT_A_TIME);
  const sought = useDeferredValue(text);
  const clips = useMemo(() => studio.services.datasets.clips(dataset.id), [studio, dataset.id]);
  const rows = useMemo(() => clipRows(clips, { text: sought, split }, order), [clips, sought, split, order]);
  const heard = useDataset((state) => (state.heard?.datasetId === dataset.id ? state.heard.index : null));
  const first = () => setShown(ROWS_AT_A_TIME);
  return (
    <div className="clip-table-frame">
      <div className="clip-table-filters">
        <TextField
          label={t('clipTable.search')}
          type="search"
          value={text}
          onChange={(typed) => {
            setText(typed);
            first();
          }}
        />
        <SelectField
          label={t('clipTable.split')}
          value={split ?? ALL}
          options={[
            { id: ALL, label: t('clipTable.allSplits') },
            ...splitNames.map((name) => ({ id: name, label: t(`dataset.splitNames.${name}`) })),
          ]}
          onChange={(name) => {
            setSplit(splitNames.find((one) => one === name) ?? null);
            first();
          }}
        />
        <p className="term" role="status">
          {t('clipTable.found', { count: rows.length, value: formats.count(rows.length) })}
        </p>
      </div>
      <Virtualizer
        layout={TableLayout}
        layoutOptions={{ rowHeight: ROW_PX, headingHeight: ROW_PX, loaderHeight: ROW_PX }}
      >
        <Table
          className="clip-table"
          aria-label={t('clipTable.label')}
          sortDescriptor={{ column: order.column, direction: order.descending ? 'descending' : 'ascending' }}
          onSortChange={({ column, direction }) => {
            setOrder({
              column: columns.find(({ id }) => id === column)?.id ?? 'id',
              descending: direction === 'descending',
            });
            first();
          }}
          onRowAction={(key) => void studio.dataset.hearClip(dataset.id, Number(key))}
        >
          <TableHeader>
            {columns.map(({ id, width, min }) => (
              <Column key={id} id={id} width={width} minWidth={min} allowsSorting isRowHeader={id === 'label'}>
                {({ sortDirection }) => (
                  <span className="clip-table-head">
                    {t(`clipTable.columns.${id}`)}
                    <span aria-hidden="true">
                      {sortDirection === undefined ? '' : sortDirection === 'ascending' ? '↑' : '↓'}
                    </span>
                  </span>
                )}
              </Column>
            ))}
          </TableHeader>
          <TableBody renderEmptyState={() => <p className="term">{t('clipTable.none')}</p>}>
            <Collection items={rows.slice(0, shown)} dependencies={[heard, t]}>
              {(clip) => <ClipRow clip={clip} heard={heard === clip.index} />}
            </Collection>
            {shown < rows.length && <TableLoadMoreItem onLoadMore={() => setShown(shown + ROWS_AT_A_TIME)} />}
          </TableBody>
        </Table>
      </Virtualizer>
    </div>
  );
}

function ClipRow({ clip, heard }: { readonly clip: ClipInfo; readonly heard: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const said = clip.label ?? clip.transcript ?? t('layout.noLabel');
  return (
    <Row id={clip.index} textValue={said} className={`clip-row${heard ? ' heard' : ''}`}>
      <Cell>
        <span className="clip-table-cell">
          <Icon name={heard ? 'stop' : 'play'} />
          <bdi className="clip-table-said">{said}</bdi>
        </span>
      </Cell>
      <Cell>
        <bdi className="clip-table-cell">{clip.speaker ?? t('clipTable.unknown')}</bdi>
      </Cell>
      <Cell>{clip.split === null ? t('clipTable.unknown') : t(`dataset.splitNames.${clip.split}`)}</Cell>
      <Cell className="clip-table-number">{t('clip.seconds', { value: formats.fixed(clip.seconds, 2) })}</Cell>
      <Cell>
        <bdi className="clip-table-cell">{clip.id.slice(clip.id.lastIndexOf('/') + 1)}</bdi>
      </Cell>
    </Row>
  );
}
