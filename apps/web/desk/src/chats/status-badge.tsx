import { Badge } from '@fluentui/react-components';
import type { Snapshot } from '@rejoin/contracts';
import { useDeskWords } from '../words/words';

/** Shows the status of the customer. */
export function StatusBadge({ snapshot: { state, customer } }: { snapshot: Snapshot }) {
  const words = useDeskWords();
  if (state === 'wrap-up') {
    return (
      <Badge appearance="tint" color="informative">
        {words.groups['wrap-up']}
      </Badge>
    );
  }
  switch (customer.status) {
    case 'connected':
      return (
        <Badge appearance="tint" color="success">
          {words.connected}
        </Badge>
      );
    case 'lost':
      return (
        <Badge appearance="tint" color="warning">
          {words.lineUnsteady}
        </Badge>
      );
    case 'away':
      return (
        <Badge appearance="tint" color="severe">
          {words.groups.away}
        </Badge>
      );
  }
}
