import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useFormats } from '../../../kit/language';
import { hashOf, type Route } from '../route/route';

const useStyles = makeStyles({
  tile: {
    display: 'block',
    padding: tokens.spacingHorizontalXL,
    textDecorationLine: 'none',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, boxShadow: tokens.shadow4 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  count: { display: 'block', marginBlock: tokens.spacingVerticalXS },
  note: { color: tokens.colorNeutralForeground2 },
});

/** A link to a list of resources, with their number. */
export function Tile({ to, title, count, note }: { to: Route; title: string; count: number; note: string }) {
  const styles = useStyles();
  const formats = useFormats();
  return (
    <a className={styles.tile} href={hashOf(to)}>
      <Text weight="semibold">{title}</Text>
      <Text size={800} weight="semibold" className={styles.count}>
        {formats.number(count)}
      </Text>
      <Text size={200} className={styles.note}>
        {note}
      </Text>
    </a>
  );
}
