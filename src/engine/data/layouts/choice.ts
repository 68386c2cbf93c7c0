/** What a column of a table may hold. */
export const columnRoles = ['path', 'label', 'speaker', 'split', 'transcript', 'start', 'end'] as const;
export type ColumnRole = (typeof columnRoles)[number];
/** The place of the column for each role, from 0; -1 for none. */
export type ColumnMapping = Readonly<Record<ColumnRole, number>>;

/** What a person sets of a layout by hand. */
export interface LayoutSettings {
  /** Of names: `{label}_{speaker}_{take}`. */
  readonly template?: string;
  readonly columns?: ColumnMapping;
}

/** How a person wants files to be read. */
export interface LayoutChoice extends LayoutSettings {
  /** Without one, the layout that explains the files best. */
  readonly id?: string;
  /** Long recordings that nothing cuts are cut where it is silent. */
  readonly splitAtSilences?: boolean;
}
