import {
  makeStyles,
  mergeClasses,
  SearchBox,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { useAdminWords } from '../words/words';

const useStyles = makeStyles({
  search: { width: '100%', maxWidth: '320px', marginBlockEnd: tokens.spacingVerticalM },
  frame: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    overflow: 'hidden',
  },
  head: { fontWeight: tokens.fontWeightSemibold },
  secondary: { '@media (max-width: 720px)': { display: 'none' } },
  cell: { overflowWrap: 'anywhere', paddingBlock: tokens.spacingVerticalS },
  none: { display: 'block', padding: tokens.spacingHorizontalXL },
});

export interface Column<Thing> {
  readonly label: string;
  /** Left out where the screen is narrow. */
  readonly isSecondary?: boolean;
  readonly width?: string;
  shown(thing: Thing): ReactNode;
}

interface Props<Thing> {
  readonly label: string;
  readonly things: readonly Thing[];
  readonly columns: readonly Column<Thing>[];
  keyOf(thing: Thing): string;
  /** By what a thing is searched; without it there is no search. */
  searched?(thing: Thing): string;
}

/** A list of things, searched as one types. */
export function ThingsTable<Thing>({ label, things, columns, keyOf, searched }: Props<Thing>) {
  const styles = useStyles();
  const words = useAdminWords();
  const [query, setQuery] = useState('');
  const wanted = query.trim().toLocaleLowerCase();
  const found = searched
    ? things.filter((thing) => searched(thing).toLocaleLowerCase().includes(wanted))
    : things;
  return (
    <>
      {searched && things.length > 5 && (
        <SearchBox
          className={styles.search}
          placeholder={words.search}
          aria-label={words.search}
          value={query}
          onChange={(_, { value }) => {
            setQuery(value);
          }}
        />
      )}
      <div className={styles.frame}>
        <Table aria-label={label}>
          <TableHeader>
            <TableRow>
              {columns.map((column) => (
                <TableHeaderCell
                  key={column.label}
                  className={mergeClasses(styles.head, column.isSecondary === true && styles.secondary)}
                  style={{ width: column.width }}
                >
                  {column.label}
                </TableHeaderCell>
              ))}
            </TableRow>
          </TableHeader>
          <TableBody>
            {found.map((thing) => (
              <TableRow key={keyOf(thing)}>
                {columns.map((column) => (
                  <TableCell
                    key={column.label}
                    className={mergeClasses(styles.cell, column.isSecondary === true && styles.secondary)}
                  >
                    {column.shown(thing)}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
        {found.length === 0 && <Text className={styles.none}>{words.noMatch}</Text>}
      </div>
    </>
  );
}
