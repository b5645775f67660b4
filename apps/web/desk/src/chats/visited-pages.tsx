import { Caption1, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { Visit } from '@rejoin/contracts';
import { useFormats } from '../../../kit/language';
import { useDeskWords } from '../words/words';
import { Fact } from './fact';

type Page = NonNullable<Visit['pages']>[number];

const useStyles = makeStyles({
  pages: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground2, display: 'block' },
});

/**
 * Shows on which page the customer is, or was before the disconnect, and the pages before it. Pages are not links: the
 * customer's client names them, and agents would follow them to anywhere.
 */
export function VisitedPages({ visit, isThere }: { visit: Visit; isThere: boolean }) {
  const styles = useStyles();
  const words = useDeskWords().person;
  const [current, ...before] = visit.pages ?? [];
  return (
    <>
      {current && (
        <Fact name={isThere ? words.currentPage : words.lastPage}>
          <PageName page={current} />
        </Fact>
      )}
      {before.length > 0 && (
        <Fact name={words.pagesBefore}>
          <ul className={styles.pages}>
            {before.map((page) => (
              <li key={page.at}>
                <PageName page={page} />
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {visit.page && <Fact name={words.page}>{visit.page}</Fact>}
    </>
  );
}

function PageName({ page: { page, title, at } }: { page: Page }) {
  const styles = useStyles();
  const formats = useFormats();
  return (
    <>
      {title !== null && (
        <Text block>
          <bdi>{title}</bdi>
        </Text>
      )}
      <Caption1 className={styles.quiet}>
        {page !== null && <bdi>{page}</bdi>} {formats.time(at)}
      </Caption1>
    </>
  );
}
