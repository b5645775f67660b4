import { plain } from '../../../kit/plain';
import {
  makeStyles,
  mergeClasses,
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
import { SearchField } from './search-field';

const useStyles = makeStyles({
  frame: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    overflow: 'hidden',
  },
  head: { fontWeight: tokens.fontWeightSemibold },
  // A row is not interactive, and its links keep their contrast.
  row: {
    ':hover': { backgroundColor: 'transparent', color: 'inherit' },
    ':active': { backgroundColor: 'transparent' },
  },
  secondary: { '@media (max-width: 720px)': { display: 'none' } },
  cell: { overflowWrap: 'anywhere', paddingBlock: tokens.spacingVerticalS },
  none: { display: 'block', padding: tokens.spacingHorizontalXL },
});

export interface Column<Thing> {
  readonly label: string;
  /** The column is hidden on a narrow screen. */
  readonly isSecondary?: boolean;
  readonly width?: string;
  shown(thing: Thing): ReactNode;
}

interface Props<Thing> {
  readonly label: string;
  readonly things: readonly Thing[];
  readonly columns: readonly Column<Thing>[];
  keyOf(thing: Thing): string;
  /** The text of an item that the search matches. Without it, there is no search, or the server searches. */
  searched?(thing: Thing): string;
}

/** A table of resources. */
export function ThingsTable<Thing>({ label, things, columns, keyOf, searched }: Props<Thing>) {
  const styles = useStyles();
  const words = useAdminWords();
  const [query, setQuery] = useState('');
  const wanted = plain(query.trim());
  const found = searched ? things.filter((thing) => plain(searched(thing)).includes(wanted)) : things;
  return (
    <>
      {searched && things.length > 5 && <SearchField value={query} onValue={setQuery} />}
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
              <TableRow key={keyOf(thing)} className={styles.row}>
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
