import { makeStyles, Tag, tokens } from '@fluentui/react-components';
import { LinkRegular } from '@fluentui/react-icons';
import { useAdminWords } from '../words/words';
import { piecesOf } from './quick-reply';

const useStyles = makeStyles({
  text: { whiteSpace: 'pre-line', overflowWrap: 'anywhere' },
  chip: { marginInline: tokens.spacingHorizontalXXS, verticalAlign: 'middle' },
});

/** The text of a quick reply, with the slug as a chip. */
export function SlugText({ body }: { body: string }) {
  const styles = useStyles();
  const words = useAdminWords();
  return (
    <span className={styles.text} dir="auto">
      {piecesOf(body).map(({ text, isSlug }, i) =>
        isSlug ? (
          <Tag key={i} size="small" appearance="brand" icon={<LinkRegular />} className={styles.chip}>
            {words.workstream.slugChip}
          </Tag>
        ) : (
          <span key={i}>{text}</span>
        ),
      )}
    </span>
  );
}
