import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  rows: { display: 'grid', gap: tokens.spacingVerticalL, padding: tokens.spacingHorizontalL },
  row: {
    height: '40px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralStencil1,
    // Where the system forces its colours, only the border is visible.
    border: '1px solid transparent',
    animationName: { to: { opacity: 0.4 } },
    animationDuration: '1s',
    animationDirection: 'alternate',
    animationIterationCount: 'infinite',
    '@media (prefers-reduced-motion: reduce)': { animationName: 'none' },
  },
});

/** Stands in the place of a list that is loading. Fluent's `Skeleton` would be 3 KB of the desk's first load. */
export function LoadingRows({ label }: { label: string }) {
  const styles = useStyles();
  return (
    <div className={styles.rows} role="progressbar" aria-busy="true" aria-label={label}>
      {[1, 2, 3].map((row) => (
        <div key={row} className={styles.row} />
      ))}
    </div>
  );
}
