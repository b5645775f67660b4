import {
  Button,
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
import type { ReactNode } from 'react';
import type { List } from '../list/use-list';
import { useAdminWords } from '../words/words';

const useStyles = makeStyles({
  frame: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    overflow: 'hidden',
  },
  // A long word, as German has them, would run into the next title.
  head: { fontWeight: tokens.fontWeightSemibold, hyphens: 'auto', overflowWrap: 'anywhere' },
  // A row is not interactive, and its links keep their contrast.
  row: {
    ':hover': { backgroundColor: 'transparent', color: 'inherit' },
    ':active': { backgroundColor: 'transparent' },
  },
  secondary: { '@media (max-width: 720px)': { display: 'none' } },
  time: { width: '184px' },
  cell: { overflowWrap: 'anywhere', paddingBlock: tokens.spacingVerticalXS },
  none: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalXL,
  },
});

export interface Column<Thing> {
  readonly label: string;
  /** The column is hidden on a narrow screen. */
  readonly isSecondary?: boolean;
  readonly width?: string;
  /** The column has dates with times, which fit on one line. */
  readonly isTime?: boolean;
  /** The field by which the list is sorted when the title of the column is selected. */
  readonly sort?: string;
  shown(thing: Thing): ReactNode;
}

interface Props<Thing> {
  readonly label: string;
  readonly things: readonly Thing[];
  readonly columns: readonly Column<Thing>[];
  /** The list whose order the titles of the columns change. */
  readonly list?: List;
  keyOf(thing: Thing): string;
}

/** A table of resources. Without any, it says whether the search and the filters hide them. */
export function ThingsTable<Thing>({ label, things, columns, list, keyOf }: Props<Thing>) {
  const styles = useStyles();
  const words = useAdminWords();
  const classOf = (base: string, { isSecondary, isTime }: Column<Thing>) =>
    mergeClasses(base, isTime === true && styles.time, isSecondary === true && styles.secondary);
  return (
    <div className={styles.frame}>
      <Table aria-label={label} size="small">
        <TableHeader>
          <TableRow>
            {columns.map((column) => (
              <TableHeaderCell
                key={column.label}
                className={classOf(styles.head, column)}
                style={{ width: column.width }}
                {...sortOf(column, list)}
              >
                {column.label}
              </TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {things.map((thing) => (
            <TableRow key={keyOf(thing)} className={styles.row}>
              {columns.map((column) => (
                <TableCell key={column.label} className={classOf(styles.cell, column)}>
                  {column.shown(thing)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {things.length === 0 && (
        <div className={styles.none} role="status">
          <Text>{list?.isNarrowed === true ? words.lists.noMatches : words.noMatch}</Text>
          {list?.isNarrowed === true && <Button onClick={list.clear}>{words.lists.clearFilters}</Button>}
        </div>
      )}
    </div>
  );
}

function sortOf<Thing>({ sort }: Column<Thing>, list: List | undefined) {
  if (sort === undefined || !list) return {};
  const { state } = list;
  const direction = state.order === 'asc' ? ('ascending' as const) : ('descending' as const);
  return {
    sortable: true,
    ...(state.sort === sort ? { sortDirection: direction } : {}),
    onClick: () => {
      list.sort(sort);
    },
  };
}
