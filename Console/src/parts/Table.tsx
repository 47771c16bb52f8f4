import type { ComponentChildren } from 'preact';
import type { Pages } from '../hooks/usePages';
import { More } from './More';
import { Show } from './Show';

export interface Column<T> {
  head: string;
  cell: (row: T) => ComponentChildren;
  numeric?: boolean;
}

interface TableProps<T> {
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  /** What to say when there are no rows. */
  empty: ComponentChildren;
}

/** A table that scrolls by itself where the screen is too narrow for it. The first column names the row. */
export function Table<T>({ caption, columns, rows, keyOf, empty }: TableProps<T>) {
  if (rows.length === 0) {
    return <p class="empty">{empty}</p>;
  }

  return (
    <div class="scroll" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head, numeric }) => (
              <th key={head} scope="col" class={numeric ? 'number' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ head, cell, numeric }, at) => {
                const Cell = at === 0 ? 'th' : 'td';
                return (
                  <Cell key={head} {...(at === 0 ? { scope: 'row' } : {})} class={numeric ? 'number' : undefined}>
                    {cell(row)}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A table of a list that goes on. */
export function PagedTable<T>({ pages, ...table }: Omit<TableProps<T>, 'rows'> & { pages: Pages<T> }) {
  return (
    <Show of={pages}>
      {() => (
        <>
          <Table {...table} rows={pages.items} />
          <More of={pages} />
        </>
      )}
    </Show>
  );
}
