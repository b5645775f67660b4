import type { Snapshot } from '@rejoin/contracts';
import { TextBadge } from '../../../kit/text-badge';
import { useDeskWords } from '../words/words';

/** Shows the status of the customer. */
export function StatusBadge({ snapshot: { state, customer } }: { snapshot: Snapshot }) {
  const words = useDeskWords();
  if (state === 'wrap-up') {
    return <TextBadge color="informative">{words.groups['wrap-up']}</TextBadge>;
  }
  switch (customer.status) {
    case 'connected':
      return <TextBadge color="success">{words.connected}</TextBadge>;
    case 'lost':
      return <TextBadge color="warning">{words.lineUnsteady}</TextBadge>;
    case 'away':
      return <TextBadge color="severe">{words.groups.away}</TextBadge>;
  }
}
